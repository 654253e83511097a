using EmoVid.Realtime.Media;
using Silk.NET.GLFW;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>What keys, mouse and dropped files do to the scene.</summary>
internal sealed class StageControls
{
    private readonly StageWindow _window;
    private readonly StageScene _scene;
    private readonly Func<(float Width, float Height)> _target;
    private readonly Func<StageActor, (float X, float Y, float Side)> _squareOf;
    private bool _onPad;

    /// <param name="window">Where input comes from.</param>
    /// <param name="scene">What it changes.</param>
    /// <param name="state">What of the overlay is shown.</param>
    /// <param name="intake">Reads dropped files.</param>
    /// <param name="target">The picture's size.</param>
    /// <param name="squareOf">Where an actor stands on it.</param>
    public StageControls(StageWindow window, StageScene scene, OverlayState state, StageIntake intake,
        Func<(float Width, float Height)> target, Func<StageActor, (float X, float Y, float Side)> squareOf)
    {
        (_window, _scene, State, _target, _squareOf) = (window, scene, state, target, squareOf);
        window.Key = OnKey;
        window.Scroll = notches => Turn(mix => mix.WithIntensity(Math.Clamp(mix.Intensity + notches * 0.08f, 0, 1)));
        window.Button = OnButton;
        window.Drop = intake.Read;
    }

    public OverlayState State { get; }

    /// <summary>Called with the file's extension when R asks for a recording or for its end.</summary>
    public Action<string>? Record { get; set; }

    /// <summary>Once a frame: the pad follows the mouse while its button is down.</summary>
    public void Follow()
    {
        if (_onPad && PadPoint() is { } point)
        {
            Blend(point);
        }
    }

    private void OnKey(Keys key, InputAction action, KeyModifiers modifiers)
    {
        if (action == InputAction.Release)
        {
            return;
        }

        switch (key)
        {
            case >= Keys.Number1 and <= Keys.Number8:
                Turn(mix => EmotionMix.Of((Emotion)(key - Keys.Number1), 1, mix.Intensity));
                break;
            case Keys.Number0:
                Turn(mix => EmotionMix.Neutral.WithIntensity(mix.Intensity));
                break;
            case Keys.Right:
                _scene.Select(_scene.Selected + 1);
                break;
            case Keys.Left:
                _scene.Select(_scene.Selected - 1);
                break;
            case Keys.Delete when _scene.Selected >= 0:
                _scene.Remove(_scene.Actors[_scene.Selected]);
                break;
            case Keys.Space when action == InputAction.Press:
                _scene.IsPaused = !_scene.IsPaused;
                break;
            case Keys.R when action == InputAction.Press:
                Record?.Invoke((modifiers & KeyModifiers.Shift) != 0 ? ".webp" : ".webm");
                break;
            case Keys.Tab when action == InputAction.Press:
                State.ShowsStats = !State.ShowsStats;
                break;
            case Keys.F1 when action == InputAction.Press:
                State.ShowsHelp = !State.ShowsHelp;
                break;
            case Keys.Escape when State.ShowsHelp:
                State.ShowsHelp = false;
                break;
            case Keys.Escape:
                _window.ShouldClose = true;
                break;
        }
    }

    private void OnButton(MouseButton button, InputAction action)
    {
        if (button != MouseButton.Left)
        {
            return;
        }

        if (action == InputAction.Release)
        {
            _onPad = false;
        }
        else if (PadPoint() is { } point)
        {
            _onPad = true;
            Blend(point);
        }
        else
        {
            SelectUnderCursor();
        }
    }

    private (float X, float Y) Place()
    {
        float ratio = _window.PixelRatio;
        return (_window.Cursor.X * ratio, _window.Cursor.Y * ratio);
    }

    private ValenceArousal? PadPoint()
    {
        (float width, float height) = _target();
        (float x, float y) = Place();
        return EmotionPad.PointAt(x, y, width, height, StageOverlay.ScaleFor(width, height));
    }

    private void Blend(ValenceArousal point) => Turn(mix => EmotionMix.FromValenceArousal(point).WithIntensity(mix.Intensity));

    private void Turn(Func<EmotionMix, EmotionMix> change)
    {
        if (_scene.Selected >= 0)
        {
            EmotionSignal signal = _scene.Actors[_scene.Selected].Signal;
            signal.SetTarget(change(signal.Target), TimeSpan.FromSeconds(_scene.Seconds));
        }
    }

    // The front ones first, as they are seen.
    private void SelectUnderCursor()
    {
        (float x, float y) = Place();
        for (int i = _scene.Actors.Length - 1; i >= 0; i--)
        {
            (float left, float top, float side) = _squareOf(_scene.Actors[i]);
            if (x >= left + side * 0.15f && x <= left + side * 0.85f && y >= top + side * 0.1f && y <= top + side * 0.95f)
            {
                _scene.Select(i);
                return;
            }
        }
    }
}
