using System.Reflection;
using System.Text;
using System.Xml.Linq;

namespace EmoVid.Realtime.DocsSite;

/// <summary>What the documentation files say about members, as HTML.</summary>
internal sealed class XmlDocumentation
{
    private readonly Dictionary<string, XElement> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);

    public static XmlDocumentation Load(IEnumerable<string> files, IEnumerable<ApiType> types)
    {
        var documentation = new XmlDocumentation();
        foreach (XElement member in files.SelectMany(file => XDocument.Load(file, LoadOptions.PreserveWhitespace).Descendants("member")))
        {
            documentation._members[(string)member.Attribute("name")!] = member;
        }

        foreach (ApiType type in types)
        {
            documentation._links[DocumentationId.Of(type.Clr)] = type.Path;
            foreach (MemberInfo member in type.Members)
            {
                string id = DocumentationId.Of(member);
                documentation._links.TryAdd(id, $"{type.Path}#{Place(id)}");
            }
        }

        return documentation;
    }

    /// <summary>A member's place on its page: its ID without signs that a link may not hold.</summary>
    public static string Place(string id) => string.Concat(id.Select(character => char.IsAsciiLetterOrDigit(character) || character == '.' ? character : '-'));

    /// <summary>What stands at a member, or at what it inherits its documentation from; null where nothing does.</summary>
    public XElement? Find(MemberInfo member)
    {
        if (!_members.TryGetValue(DocumentationId.Of(member), out XElement? found))
        {
            return member is PropertyInfo property ? OfRecord(property) : null;
        }

        if (found.Element("inheritdoc") is not { } inherited)
        {
            return found;
        }

        if ((string?)inherited.Attribute("cref") is { } source)
        {
            return _members.GetValueOrDefault(source, found);
        }

        return Bases(member).Select(Find).FirstOrDefault(element => element is not null) ?? found;
    }

    /// <summary>The first sentence or so of a member, without links.</summary>
    public string Summary(MemberInfo member, string from) => Find(member)?.Element("summary") is { } summary ? Html(summary, from) : "";

    /// <summary>An element's content.</summary>
    /// <param name="element">summary, remarks, param, …</param>
    /// <param name="from">The page that it stands on.</param>
    public string Html(XElement element, string from)
    {
        var html = new StringBuilder();
        foreach (XNode node in element.Nodes())
        {
            html.Append(node switch
            {
                XText text => Site.Escape(text.Value),
                XElement child => Element(child, from),
                _ => "",
            });
        }

        return html.ToString().Trim();
    }

    /// <summary>A property of a record that is a parameter of its own: the words stand at the record.</summary>
    private XElement? OfRecord(PropertyInfo property) =>
        _members.GetValueOrDefault(DocumentationId.Of(property.DeclaringType!))?.Elements("param").FirstOrDefault(parameter => (string?)parameter.Attribute("name") == property.Name) is { } words
            ? new XElement("member", new XElement("summary", words.Nodes()))
            : null;

    private string Element(XElement element, string from) => element.Name.LocalName switch
    {
        "see" or "seealso" when (string?)element.Attribute("cref") is { } id => Reference(id, element.Value, from),
        "see" when (string?)element.Attribute("href") is { } url => $"<a href=\"{Site.Escape(url)}\">{Site.Escape(element.Value.Length == 0 ? url : element.Value)}</a>",
        "see" => $"<code>{Site.Escape((string?)element.Attribute("langword") ?? element.Value)}</code>",
        "paramref" or "typeparamref" => $"<code>{Site.Escape((string?)element.Attribute("name") ?? "")}</code>",
        "c" => $"<code>{Html(element, from)}</code>",
        "code" => $"<pre>{Site.Escape(element.Value)}</pre>",
        "para" => $"<p>{Html(element, from)}</p>",
        "list" => $"<ul>{string.Concat(element.Elements("item").Select(item => $"<li>{Html(item.Element("description") ?? item, from)}</li>"))}</ul>",
        _ => Html(element, from),
    };

    private string Reference(string id, string words, string from)
    {
        string name = words.Length > 0 ? words : Name(id);
        string up = from.Contains('/') ? "../" : "";
        return _links.TryGetValue(id, out string? target) ? $"<a href=\"{up}{target}\"><code>{Site.Escape(name)}</code></a>" : $"<code>{Site.Escape(name)}</code>";
    }

    private static string Name(string id)
    {
        string plain = id[2..].Split('(')[0];
        string[] parts = plain.Split('.');
        string last = parts[^1].Split('`')[0];
        return last == "#ctor" ? parts[^2] : id[0] == 'T' ? last : parts.Length > 1 ? $"{parts[^2].Split('`')[0]}.{last}" : last;
    }

    /// <summary>The same member in base classes and interfaces.</summary>
    private static IEnumerable<MemberInfo> Bases(MemberInfo member)
    {
        if (member.DeclaringType is not { } type)
        {
            yield break;
        }

        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        IEnumerable<Type> sources = type.GetInterfaces();
        for (Type? above = type.BaseType; above is not null; above = above.BaseType)
        {
            sources = sources.Prepend(above);
        }

        foreach (MemberInfo other in sources.SelectMany(source => source.GetMember(member.Name, member.MemberType, All)))
        {
            if (member is not MethodBase method || other is not MethodBase inherited || method.GetParameters().Length == inherited.GetParameters().Length)
            {
                yield return other;
            }
        }
    }
}
