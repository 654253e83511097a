namespace EmoVid.Realtime.Tests.Evaluation;

public class ActReaderTests
{
    [Fact]
    public void Changes_are_those_of_frames_made_by_hand()
    {
        // Opaque frames whose red goes 0, 30, 60, 90: each step is 30 in one of three colours.
        FrameRecording recording = Record(0, 30, 60, 90);
        (double energy, double difference, double closure) = ActReader.Changes(recording);
        Assert.Equal(30.0 / 3, difference, 9);
        Assert.Equal(30.0 / (4 * 255), energy, 9);
        Assert.Equal(3, closure, 9);
    }

    [Fact]
    public void A_still_does_not_change() => Assert.Equal((0, 0, 0), ActReader.Changes(Record(80, 80, 80)));

    [Fact]
    public void Half_transparent_pixels_count_over_white()
    {
        // From opaque black to nothing: over white the colours go from 0 to 255.
        var recording = new FrameRecording();
        Fill(recording.Add(), 0, 255);
        Fill(recording.Add(), 0, 0);
        (double energy, double difference, _) = ActReader.Changes(recording);
        Assert.Equal(255, difference, 9);
        Assert.Equal(0.25, energy, 9);
    }

    private static FrameRecording Record(params byte[] reds)
    {
        var recording = new FrameRecording();
        foreach (byte red in reds)
        {
            Fill(recording.Add(), red, 255);
        }

        return recording;
    }

    private static void Fill(RgbaImage image, byte red, byte alpha)
    {
        for (int i = 0; i < image.Pixels.Length; i += 4)
        {
            (image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 2], image.Pixels[i + 3]) = (red, 0, 0, alpha);
        }
    }
}
