namespace EmoVid.Realtime;

/// <summary>The acts of one way to act, and what was measured on them.</summary>
/// <remarks>Each task writes places of its own, so that the order of threads does not show in the report.</remarks>
internal sealed class ActPlan
{
    private static readonly Emotion[] Emotions = Enum.GetValues<Emotion>();

    private readonly ActSource _source;
    private readonly IReadOnlyList<EvaluationStill> _stills;
    private readonly bool _isStudent;
    private readonly CancellationToken _cancellation;
    private readonly ActMeasurement[] _acts;

    /// <param name="source">The way to act.</param>
    /// <param name="stills">The stills that act.</param>
    /// <param name="isStudent">Whether identity and diversity are asked for: of what is judged, not of what it is compared with.</param>
    /// <param name="cancellation">Stops between two acts.</param>
    public ActPlan(ActSource source, IReadOnlyList<EvaluationStill> stills, bool isStudent, CancellationToken cancellation)
    {
        (_source, _stills, _isStudent, _cancellation) = (source, stills, isStudent, cancellation);
        _acts = new ActMeasurement[stills.Count * Emotions.Length * source.Seeds];
    }

    public string Name => _source.Name;

    /// <summary>By still, emotion and seed. Complete once all tasks were run.</summary>
    public IReadOnlyList<ActMeasurement> Acts => _acts;

    /// <summary>One task for each still.</summary>
    public IEnumerable<EvaluationTask> Tasks() => _stills.Select((_, still) =>
        new EvaluationTask(_source.Name, _source.Cost * Emotions.Length * _source.Seeds, recorder => Act(still, recorder)));

    private void Act(int still, ActRecorder recorder)
    {
        int slot = still * Emotions.Length * _source.Seeds;
        foreach (Emotion emotion in Emotions)
        {
            for (int seed = 0; seed < _source.Seeds; seed++)
            {
                _cancellation.ThrowIfCancellationRequested();
                using IAct act = _source.Begin(_stills[still], emotion, seed);
                _acts[slot++] = recorder.Measure(act, _stills[still], emotion, seed, withIdentity: _isStudent && seed < IdentityMeter.Seeds, withThumbnail: _isStudent);
            }
        }
    }
}
