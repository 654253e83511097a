using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace EmoVid.Realtime.DocsSite;

/// <summary>A page under docs/ as HTML, its links turned to the site's.</summary>
/// <param name="Path">The page in the site.</param>
/// <param name="Title">Its first heading.</param>
/// <param name="Html">Its content.</param>
/// <param name="Images">Pictures that it shows, relative to docs/.</param>
internal sealed record GuidePage(string Path, string Title, string Html, IReadOnlyList<string> Images)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(Markdig.Extensions.AutoIdentifiers.AutoIdentifierOptions.GitHub).Build();

    public static GuidePage Read(string repository, string path)
    {
        MarkdownDocument document = Markdown.Parse(File.ReadAllText(path), Pipeline);
        var images = new List<string>();
        foreach (LinkInline link in document.Descendants<LinkInline>().ToArray())
        {
            if (link.Url is not { Length: > 0 } url || url.Contains("://", StringComparison.Ordinal) || url.StartsWith('#'))
            {
                continue;
            }

            string[] parts = url.Split('#', 2);
            bool isGuide = !parts[0].Contains('/') && parts[0].EndsWith(".md", StringComparison.Ordinal);
            if (link.IsImage)
            {
                images.Add(url);
            }
            else if (isGuide)
            {
                link.Url = string.Concat(parts[0].AsSpan(0, parts[0].Length - 3), ".html", parts.Length == 2 ? "#" + parts[1] : "");
            }
            else if (System.IO.Path.Exists(System.IO.Path.Combine(repository, "docs", parts[0])))
            {
                // A file of the repository, which the site does not hold: its name stays, the link goes.
                link.Url = null;
                link.GetAttributes().AddProperty("title", "in the repository: " + System.IO.Path.GetRelativePath(repository, System.IO.Path.GetFullPath(System.IO.Path.Combine(repository, "docs", parts[0]))));
            }
        }

        string title = document.Descendants<HeadingBlock>().FirstOrDefault()?.Inline?.Descendants<LiteralInline>().Aggregate("", (text, part) => text + part.Content.ToString()) ?? "";
        string html = document.ToHtml(Pipeline).Replace("<a href=\"\"", "<a", StringComparison.Ordinal);
        return new GuidePage(System.IO.Path.GetFileNameWithoutExtension(path) + ".html", title, html, images);
    }
}
