using System.Globalization;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>Film strips of the evaluation: stills at even distances in the list, by no one's choice.</summary>
internal static class EvaluationStrips
{
    private const int FramesPerCell = 6;
    private const int FrameSide = 72;
    private const int RowsPerSheet = 8;

    /// <summary>Writes one sheet a kind of sticker: strips-face.png and so on.</summary>
    public static void Write(string folder, StickerAnimator animator, EvaluationSet set, CancellationToken cancellation)
    {
        foreach (StickerKind kind in Enum.GetValues<StickerKind>())
        {
            EvaluationStill[] all = [.. set.Stills.Where(still => still.Kind == kind)];
            int rows = Math.Min(RowsPerSheet, all.Length);
            if (rows == 0)
            {
                continue;
            }

            EvaluationStill[] stills = [.. Enumerable.Range(0, rows).Select(i => all[i * all.Length / rows])];
            Sheet(animator, stills, cancellation).Write(Path.Combine(folder, $"strips-{kind.ToString().ToLowerInvariant()}.png"), cancellation);
        }
    }

    private static ContactSheet Sheet(StickerAnimator animator, EvaluationStill[] stills, CancellationToken cancellation)
    {
        var sheet = new ContactSheet(new ContactSheetLayout
        {
            Title = "Test stills act eight emotions",
            Subtitle = string.Create(CultureInfo.InvariantCulture, $"Stills at even distances in the list, seed 1; the {FramesPerCell} frames of each loop that differ most"),
            Rows = [.. stills.Select(still => still.Name)],
            Columns = [.. EmotionNames.All],
            FramesPerCell = FramesPerCell,
            FrameSide = FrameSide,
        });
        var poses = new KeyPoses(FrameSide);
        for (int row = 0; row < stills.Length; row++)
        {
            sheet.SetStill(row, stills[row].Image.View);
            foreach (Emotion emotion in Enum.GetValues<Emotion>())
            {
                cancellation.ThrowIfCancellationRequested();
                using StickerClip clip = animator.CreateClip(stills[row].Image.View, new ClipRequest { Mix = EmotionMix.Of(emotion), Size = FrameSide });
                IReadOnlyList<RgbaImage> frames = poses.Pick(clip, FramesPerCell);
                for (int i = 0; i < frames.Count; i++)
                {
                    sheet.SetFrame(row, (int)emotion, i, frames[i].View);
                }
            }
        }

        return sheet;
    }
}
