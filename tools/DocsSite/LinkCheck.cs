using System.Net;
using System.Text.RegularExpressions;

namespace EmoVid.Realtime.DocsSite;

/// <summary>Finds links within the site that lead nowhere, to a page or to a place in one.</summary>
internal static partial class LinkCheck
{
    public static IEnumerable<string> Find(IReadOnlyDictionary<string, string> pages, IEnumerable<string> files)
    {
        var targets = pages.Keys.Concat(files).ToHashSet(StringComparer.Ordinal);
        Dictionary<string, HashSet<string>> places = pages.ToDictionary(page => page.Key, page => Place().Matches(page.Value).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach ((string page, string html) in pages)
        {
            foreach (string link in Link().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Distinct())
            {
                if (link.Contains("://", StringComparison.Ordinal))
                {
                    continue;
                }

                string[] parts = link.Split('#', 2);
                string target = parts[0].Length == 0 ? page : Resolve(page, Uri.UnescapeDataString(parts[0]));
                if (!targets.Contains(target) || (parts.Length == 2 && !places[target].Contains(parts[1])))
                {
                    yield return $"{page} links to {link}, which is not there";
                }
            }
        }
    }

    private static string Resolve(string page, string link) => Uri.UnescapeDataString(new Uri(new Uri("file:///" + page), link).AbsolutePath).TrimStart('/');

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Place();
}
