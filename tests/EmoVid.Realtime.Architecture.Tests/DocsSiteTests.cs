using EmoVid.Realtime.DocsSite;

namespace EmoVid.Realtime.Architecture.Tests;

/// <summary>The documentation site, built from this tree: every public member says what it is, and every link leads somewhere.</summary>
public class DocsSiteTests
{
    private static readonly Site Built = Site.Build(RepositoryTree.Root, AppContext.BaseDirectory);

    [Fact]
    public void Every_public_member_is_documented_and_no_link_is_broken() => Assert.Empty(Built.Gaps);

    [Fact]
    public void The_guides_and_the_types_have_their_pages()
    {
        Assert.All(["quick-start", "embed-in-vulkan", "moods", "stickers", "streaming", "model-packs", "troubleshooting", "threading", "capture"], name => Assert.Contains(name + ".html", Built.Pages.Keys));
        Assert.All(["EmoVid.Realtime.EmotionSignal", "EmoVid.Realtime.Vulkan.VulkanDevice", "EmoVid.Realtime.Media.StickerReader", "EmoVid.Realtime.SceneGrader"], name => Assert.Contains($"api/{name}.html", Built.Pages.Keys));
        string page = Built.Pages["api/EmoVid.Realtime.EmotionSignal.html"];
        Assert.Contains("EmotionMix MixAt(TimeSpan time)", page, StringComparison.Ordinal);
        Assert.Contains("throws <code>ArgumentOutOfRangeException</code>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"../api/EmoVid.Realtime.EmotionSignal.html#", Built.Pages["api/EmoVid.Realtime.IEmotionSource.html"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_and_a_broken_link_are_found()
    {
        // Guards the guards.
        var pages = new Dictionary<string, string> { ["a.html"] = "<a href=\"b.html\">b</a><a href=\"c/d.html#here\">d</a><img src=\"e.png\">", ["c/d.html"] = "<h2 id=\"there\"></h2><a href=\"../a.html\">a</a>" };
        Assert.Equal(["a.html links to b.html, which is not there", "a.html links to c/d.html#here, which is not there"], LinkCheck.Find(pages, ["e.png"]));
        ApiType type = Assert.Single(ApiType.Load(new[] { typeof(DocsSiteTests).Assembly }), type => type.Clr == typeof(DocsSiteTests));
        Assert.Contains($"M:{typeof(DocsSiteTests).FullName}.{nameof(A_gap_and_a_broken_link_are_found)}", ApiPages.Undocumented(type, XmlDocumentation.Load([], [])));
    }
}
