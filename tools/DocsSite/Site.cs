using System.Net;
using System.Reflection;
using System.Text;

namespace EmoVid.Realtime.DocsSite;

/// <summary>The documentation as static pages: guides from Markdown, the API from assemblies and their XML.</summary>
internal sealed class Site
{
    /// <summary>The guides in the order of the navigation; a page under docs/ that is not here comes after them, under its first heading.</summary>
    private static readonly string[] Order =
        ["quick-start", "stickers", "moods", "embed-in-vulkan", "streaming", "model-packs", "threading", "capture", "troubleshooting"];

    private static readonly string[] Assemblies =
        ["EmoVid.Realtime", "EmoVid.Realtime.Core", "EmoVid.Realtime.Generation", "EmoVid.Realtime.Media", "EmoVid.Realtime.Vulkan", "EmoVid.Realtime.Control"];

    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>Pages by their path in the site.</summary>
    public SortedDictionary<string, string> Pages { get; } = new(StringComparer.Ordinal);

    /// <summary>Public members without documentation, and links that lead nowhere, one line each.</summary>
    public List<string> Gaps { get; } = [];

    /// <param name="repository">The repository's root.</param>
    /// <param name="binaries">The folder of the assemblies and their XML.</param>
    public static Site Build(string repository, string binaries)
    {
        var site = new Site();
        GuidePage[] guides = [.. Directory.EnumerateFiles(Path.Combine(repository, "docs"), "*.md")
            .OrderBy(path => Array.IndexOf(Order, Path.GetFileNameWithoutExtension(path)) is var at && at < 0 ? Order.Length : at).ThenBy(path => path, StringComparer.Ordinal)
            .Select(path => GuidePage.Read(repository, path))];
        ApiType[] types = [.. ApiType.Load(Assemblies.Select(name => Assembly.LoadFrom(Path.Combine(binaries, name + ".dll"))))];
        XmlDocumentation documentation = XmlDocumentation.Load(Assemblies.Select(name => Path.Combine(binaries, name + ".xml")), types);
        var layout = new Layout(guides);
        foreach (GuidePage guide in guides)
        {
            site.Pages.Add(guide.Path, layout.Page(guide.Path, guide.Title, guide.Html));
            foreach (string image in guide.Images)
            {
                site._files[image] = File.ReadAllBytes(Path.Combine(repository, "docs", image));
            }
        }

        site.Pages.Add("index.html", layout.Page("index.html", "EmoVid.Realtime", layout.Start()));
        site.Pages.Add("api/index.html", layout.Page("api/index.html", "API", ApiPages.Index(types, documentation)));
        foreach (ApiType type in types)
        {
            site.Pages.Add(type.Path, layout.Page(type.Path, type.Name, ApiPages.Type(type, documentation)));
            site.Gaps.AddRange(ApiPages.Undocumented(type, documentation).Select(member => $"{member} has no documentation"));
        }

        using Stream css = typeof(Site).Assembly.GetManifestResourceStream("site.css")!;
        using var style = new MemoryStream();
        css.CopyTo(style);
        site._files["site.css"] = style.ToArray();
        site.Gaps.AddRange(LinkCheck.Find(site.Pages, site._files.Keys));
        return site;
    }

    /// <summary>Writes the pages; what was in the folder from another run is replaced.</summary>
    public void Write(string folder)
    {
        foreach ((string path, byte[] content) in _files.Concat(Pages.Select(page => KeyValuePair.Create(page.Key, Encoding.UTF8.GetBytes(page.Value)))))
        {
            string target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, content);
        }
    }

    internal static string Escape(string text) => WebUtility.HtmlEncode(text);
}
