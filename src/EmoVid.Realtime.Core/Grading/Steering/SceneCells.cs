namespace EmoVid.Realtime;

/// <summary>The measured cells of a scene, smoothed in time, each as one colour.</summary>
/// <remarks>Sums are smoothed, not colours, so that cells of no weight and hues that cancel need no rule of their own.</remarks>
internal sealed class SceneCells
{
    public const int Columns = 4;
    public const int Rows = 4;
    public const int Count = Columns * Rows;

    private const int Terms = 5;

    private readonly double[] _sums = new double[Count * Terms];
    private bool _started;

    public SceneModel Model { get; } = new(Count);

    public void Reset() => _started = false;

    /// <summary>Takes a frame over.</summary>
    /// <param name="sums">With <see cref="AttributeSet.Grid"/>.</param>
    /// <param name="remaining">Share of the smoothed past that is left, 0-1.</param>
    public void Add(AttributeSums sums, double remaining)
    {
        double left = _started ? remaining : 0;
        for (int i = 0; i < Count; i++)
        {
            AttributeGridCell cell = sums.GridCell(i % Columns, i / Columns);
            Blend(i * Terms, cell.Weight, left);
            Blend(i * Terms + 1, cell.Value, left);
            Blend(i * Terms + 2, cell.Saturation, left);
            Blend(i * Terms + 3, cell.HueCos, left);
            Blend(i * Terms + 4, cell.HueSin, left);
        }

        _started = true;
        double total = 0;
        for (int i = 0; i < Count; i++)
        {
            total += _sums[i * Terms];
        }

        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<double> cell = _sums.AsSpan(i * Terms, Terms);
            double weight = cell[0] > 0 ? cell[0] : 1;
            double cos = cell[3] / (weight * AttributeScale.HueVectorOne), sin = cell[4] / (weight * AttributeScale.HueVectorOne);
            double degrees = Math.Atan2(sin, cos) * (180 / Math.PI);
            var color = new HsvColor(
                degrees < 0 ? degrees + 360 : degrees,
                Math.Min(1, cell[2] / (weight * AttributeScale.SaturationOne)),
                Math.Min(1, cell[1] / (weight * AttributeScale.ValueOne)));
            Model.Set(i, color, total > 0 ? cell[0] / total : 0, Math.Min(1, Math.Sqrt(cos * cos + sin * sin)));
        }

        Model.Finish();
    }

    private void Blend(int index, double value, double left) => _sums[index] = value + (_sums[index] - value) * left;
}
