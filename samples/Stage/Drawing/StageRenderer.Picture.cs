using System.Numerics;

namespace EmoVid.Realtime.Samples.Stage;

internal sealed partial class StageRenderer
{
    private void DrawScene()
    {
        QuadBatch batch = _sceneBatch;
        batch.Clear();
        batch.Picture = _backdropPicture;
        batch.Image(0, 0, Width, Height, Cover(_backdrop.Width, _backdrop.Height, Width, Height), Vector4.One);
        foreach (ActorSprite sprite in _sprites)
        {
            DrawActor(batch, sprite);
        }
    }

    /// <summary>Where an actor's square lies on the target, in pixels.</summary>
    public (float X, float Y, float Side) SquareOf(StageActor actor)
    {
        float side = SizeOf(actor);
        return (MathF.Round(actor.Place.X * Width - side / 2), MathF.Round(actor.Place.Y * Height - side * 0.9f), side);
    }

    private void DrawActor(QuadBatch batch, ActorSprite sprite)
    {
        if (!sprite.IsDrawn)
        {
            return;
        }

        StageActor actor = sprite.Actor;
        (float x, float y, float side) = SquareOf(actor);
        batch.Picture = _fontPicture;
        batch.Spot(x + side * 0.14f, y + side * 0.82f, side * 0.72f, side * 0.16f, new Vector4(0, 0, 0, 0.34f));
        batch.Picture = sprite.Picture;
        // Avatars stand in the scene's light; emoji shine by themselves and take some of it.
        Vector3 light = _scene.Backdrop.LightAt(actor.Place.X, actor.IsAvatar ? 0.85f : 0.4f);
        batch.Image(x, y, side, side, new Vector4(0, 0, 1, 1), new Vector4(light, 1));
    }

    // The part of a picture that covers a target of another shape, from its middle.
    private static Vector4 Cover(float width, float height, float targetWidth, float targetHeight)
    {
        float wide = targetWidth / targetHeight / (width / height);
        return wide >= 1 ? new Vector4(0, 0.5f - 0.5f / wide, 1, 0.5f + 0.5f / wide) : new Vector4(0.5f - 0.5f * wide, 0, 0.5f + 0.5f * wide, 1);
    }
}
