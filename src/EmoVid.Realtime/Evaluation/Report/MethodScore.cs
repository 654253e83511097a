namespace EmoVid.Realtime;

/// <summary>One way to act, by both judges. Real clips are one too: they are the ceiling.</summary>
/// <param name="Name">"student", "still", "presets", "real" and so on.</param>
/// <param name="Expression">The expression judge on faces and avatars.</param>
/// <param name="ExpressionFaces">The expression judge on faces.</param>
/// <param name="ExpressionAvatars">The expression judge on avatars.</param>
/// <param name="MotionOther">The motion judge on stickers that are neither.</param>
/// <param name="Motion">The motion judge on all that move.</param>
public sealed record MethodScore(string Name, JudgeScore Expression, JudgeScore ExpressionFaces, JudgeScore ExpressionAvatars, JudgeScore MotionOther, JudgeScore Motion)
{
    internal static MethodScore Of(string name, IReadOnlyCollection<ActMeasurement> acts) => new(
        name,
        JudgeScore.OfExpression(acts.Where(act => act.Kind != StickerKind.Other)),
        JudgeScore.OfExpression(acts.Where(act => act.Kind == StickerKind.Face)),
        JudgeScore.OfExpression(acts.Where(act => act.Kind == StickerKind.Avatar)),
        JudgeScore.OfMotion(acts.Where(act => act.Kind == StickerKind.Other)),
        JudgeScore.OfMotion(acts));
}
