namespace EmoVid.Realtime;

/// <summary>The expression judge on one avatar style: what it reads in named expressions, and what it reads in the student's acts.</summary>
/// <param name="Style">Name of the style.</param>
/// <param name="Ceiling">Share of named expressions that it reads.</param>
/// <param name="Student">Share of the student's acts that it reads; NaN where none acted.</param>
public sealed record StyleScore(string Style, double Ceiling, double Student)
{
    internal static IReadOnlyList<StyleScore> Of(IEnumerable<ActMeasurement> real, IEnumerable<ActMeasurement> student)
    {
        ILookup<string, ActMeasurement> acts = student.Where(act => act.Kind == StickerKind.Avatar).ToLookup(StyleOf);
        return [.. real.Where(act => act.Kind == StickerKind.Avatar).GroupBy(StyleOf).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new StyleScore(group.Key, Share(group), Share(acts[group.Key])))];
    }

    /// <summary>An avatar's character is its style, a hyphen and a number.</summary>
    private static string StyleOf(ActMeasurement act) => act.Character.LastIndexOf('-') is > 0 and int end ? act.Character[..end] : act.Character;

    private static double Share(IEnumerable<ActMeasurement> acts) => acts.Select(act => act.ExpressionRead == act.Target ? 1.0 : 0.0).DefaultIfEmpty(double.NaN).Average();
}
