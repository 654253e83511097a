using System.Text;

namespace EmoVid.Realtime.DocsSite;

/// <summary>What all pages share: head, navigation, foot.</summary>
internal sealed class Layout(IReadOnlyList<GuidePage> guides)
{
    public string Page(string path, string title, string content)
    {
        string up = path.Contains('/') ? "../" : "";
        var navigation = new StringBuilder();
        foreach (GuidePage guide in guides)
        {
            navigation.Append($"<li{Here(guide.Path, path)}><a href=\"{up}{guide.Path}\">{Site.Escape(guide.Title)}</a></li>\n");
        }

        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Site.Escape(title)} · EmoVid.Realtime</title>
            <link rel="stylesheet" href="{up}site.css">
            </head>
            <body>
            <nav>
            <a class="brand" href="{up}index.html">EmoVid.Realtime</a>
            <ul>
            {navigation}<li{Here("api/", path)}><a href="{up}api/index.html">API</a></li>
            </ul>
            </nav>
            <main>
            {content}
            </main>
            </body>
            </html>

            """;
    }

    /// <summary>The first page: where to begin.</summary>
    public string Start()
    {
        var list = new StringBuilder("<h1>EmoVid.Realtime</h1>\n<p class=\"lead\">Stickers act emotions in real time, scenes take on moods, and pictures are measured: an SDK in C# on Vulkan compute and ONNX Runtime.</p>\n<ul class=\"cards\">\n");
        foreach (GuidePage guide in guides)
        {
            list.Append($"<li><a href=\"{guide.Path}\"><b>{Site.Escape(guide.Title)}</b></a></li>\n");
        }

        return list.Append("<li><a href=\"api/index.html\"><b>API</b></a></li>\n</ul>\n").ToString();
    }

    private static string Here(string page, string path) => path.StartsWith(page, StringComparison.Ordinal) ? " class=\"here\"" : "";
}
