using System.Diagnostics;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Tests;

/// <summary>Cuts, flashes and damage in a real clip and in what ffmpeg makes of it.</summary>
public class RealClipTests(Studio studio) : IClassFixture<Studio>
{
    private static string City { get; } = Path.Combine(CommittedFiles.Root, "tests", "assets", "clips", "city.webm");

    [Fact]
    public void The_clip_has_its_one_cut()
    {
        AttributeTrack track = Measure(City);
        Assert.Equal(190, track.Samples.Count);
        Assert.Equal([0.0, 4.64], track.Arc.Shots.Select(shot => Math.Round(shot.Start.TotalSeconds, 3)));
        Assert.Equal(7.6, track.Arc.Whole.End.TotalSeconds, 0.02);
        Assert.Empty(track.Warnings);
    }

    [Fact]
    public void Shots_that_are_joined_are_told_apart()
    {
        // The clip's two shots in other orders, upside down, grey and against pictures that ffmpeg makes: 2 s each.
        string joined = Make("joined.mp4",
            "[0:v]fps=25,split=5[a][b][c][d][e];"
            + "[a]trim=0:2,setpts=PTS-STARTPTS[s1];[b]trim=5:7,setpts=PTS-STARTPTS[s2];[c]trim=1:3,vflip,setpts=PTS-STARTPTS[s3];"
            + "[d]trim=5:7,hue=s=0,setpts=PTS-STARTPTS[s4];testsrc2=s=160x90:r=25:d=2[s5];[e]trim=2:4,setpts=PTS-STARTPTS[s6];mandelbrot=s=160x90:r=25,trim=0:2[s7];"
            + "[s1][s2][s3][s4][s5][s6][s7]concat=n=7:v=1,format=yuv420p[out]");
        Assert.Equal([0.0, 2, 4, 6, 8, 10, 12], Measure(joined).Arc.Shots.Select(shot => Math.Round(shot.Start.TotalSeconds, 2)));
    }

    [Fact]
    public void Flashes_strobe_and_a_fade_are_no_cuts()
    {
        // A white frame, four white frames, a 6 Hz strobe of a second, and a fade to black at the end: the cut stays the only one.
        string flashed = Make("flashed.mp4",
            "[0:v]fps=25,drawbox=t=fill:c=white:enable='eq(n,20)+between(n,40,43)+between(n,60,84)*lt(mod(n,4),2)+eq(n,140)',fade=out:160:25,format=yuv420p[out]");
        Assert.Equal([0.0, 4.64], Measure(flashed).Arc.Shots.Select(shot => Math.Round(shot.Start.TotalSeconds, 2)));
    }

    [Fact]
    public void A_camera_that_sweeps_over_a_picture_is_no_cut()
    {
        string swept = Make("swept.mp4", "[0:v]trim=0:0.04,loop=60:1,setpts=N/25/TB,scale=640:360,crop=160:90:x='min(n*16,480)':y='min(n*8,270)',format=yuv420p[out]");
        Assert.Single(Measure(swept).Arc.Shots);
    }

    [Fact]
    public void A_video_that_breaks_off_is_measured_as_far_as_it_is_whole_and_says_so()
    {
        string whole = Make("whole.mkv", "[0:v]fps=25,format=yuv420p[out]"), cut = studio.NewPath("cut.mkv");
        byte[] bytes = File.ReadAllBytes(whole);
        File.WriteAllBytes(cut, bytes[..(bytes.Length * 2 / 3)]);
        AttributeTrack track = Measure(cut), complete = Measure(whole);
        Assert.InRange(track.Samples.Count, 10, complete.Samples.Count - 1);
        Assert.Equal(complete.Samples.Take(track.Samples.Count - 1), track.Samples.SkipLast(1));
        Assert.Contains("breaks off", Assert.Single(track.Warnings), StringComparison.Ordinal);
    }

    private static AttributeTrack Measure(string path)
    {
        using var meter = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeTrackPlot.RequiredSet });
        return AttributeTrack.Measure(path, meter);
    }

    private string Make(string name, string filter)
    {
        string path = studio.NewPath(name);
        string[] arguments = ["-nostdin", "-v", "error", "-y", "-i", City, "-filter_complex", filter, "-map", "[out]", "-c:v", "libx264", "-preset", "veryfast", "-crf", "16", path];
        using Process process = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardError = true })!;
        using StreamReader error = process.StandardError;
        string errors = error.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
        return path;
    }
}
