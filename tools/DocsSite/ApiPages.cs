using System.Reflection;
using System.Text;
using System.Xml.Linq;

namespace EmoVid.Realtime.DocsSite;

/// <summary>The pages of the API: one of all types, and one a type.</summary>
internal static class ApiPages
{
    private const string Page = "api/";

    public static string Index(IEnumerable<ApiType> types, XmlDocumentation documentation)
    {
        var html = new StringBuilder("<h1>API</h1>\n");
        foreach (IGrouping<string?, ApiType> space in types.GroupBy(type => type.Clr.Namespace))
        {
            html.Append($"<h2>{Site.Escape(space.Key ?? "")}</h2>\n<table class=\"members\">\n");
            foreach (ApiType type in space)
            {
                html.Append($"<tr><td><a href=\"{File(type)}\"><code>{Site.Escape(type.Name)}</code></a></td><td>{documentation.Summary(type.Clr, Page)}</td></tr>\n");
            }

            html.Append("</table>\n");
        }

        return html.ToString();
    }

    public static string Type(ApiType type, XmlDocumentation documentation)
    {
        var html = new StringBuilder($"<h1><span class=\"kind\">{Signature.Kind(type.Clr)}</span> {Site.Escape(type.Name)}</h1>\n<p class=\"space\">{Site.Escape(type.Clr.Namespace ?? "")} · {Site.Escape(type.Clr.Assembly.GetName().Name!)}.dll{Bases(type)}</p>\n");
        Describe(html, documentation.Find(type.Clr), documentation);
        foreach (IGrouping<string, MemberInfo> kind in type.Members.GroupBy(Heading))
        {
            html.Append($"<h2>{kind.Key}</h2>\n");
            foreach (MemberInfo member in kind)
            {
                html.Append($"<section id=\"{XmlDocumentation.Place(DocumentationId.Of(member))}\">\n<h3><code>{Site.Escape(Signature.Of(member))}</code></h3>\n");
                Describe(html, documentation.Find(member), documentation);
                html.Append("</section>\n");
            }
        }

        return html.ToString();
    }

    /// <summary>The type and its members that say nothing about themselves, by their IDs.</summary>
    public static IEnumerable<string> Undocumented(ApiType type, XmlDocumentation documentation) =>
        type.Members.Prepend(type.Clr).Where(member => !Says(documentation.Find(member))).Select(DocumentationId.Of);

    private static bool Says(XElement? found) => found is not null && (found.Element("inheritdoc") is not null || (found.Element("summary")?.Value.Trim().Length ?? 0) > 0);

    private static void Describe(StringBuilder html, XElement? found, XmlDocumentation documentation)
    {
        if (found is null)
        {
            return;
        }

        Block(html, found.Element("summary"), "", documentation);
        if (found.Elements("param").Any() || found.Element("returns") is not null || found.Elements("exception").Any())
        {
            html.Append("<dl>\n");
            foreach (XElement parameter in found.Elements("param"))
            {
                html.Append($"<dt><code>{Site.Escape((string?)parameter.Attribute("name") ?? "")}</code></dt><dd>{documentation.Html(parameter, Page)}</dd>\n");
            }

            if (found.Element("returns") is { } returns)
            {
                html.Append($"<dt>returns</dt><dd>{documentation.Html(returns, Page)}</dd>\n");
            }

            foreach (XElement thrown in found.Elements("exception"))
            {
                string name = ((string?)thrown.Attribute("cref") ?? "").Split('.')[^1];
                html.Append($"<dt>throws <code>{Site.Escape(name)}</code></dt><dd>{documentation.Html(thrown, Page)}</dd>\n");
            }

            html.Append("</dl>\n");
        }

        Block(html, found.Element("remarks"), "remarks", documentation);
    }

    private static void Block(StringBuilder html, XElement? element, string style, XmlDocumentation documentation)
    {
        if (element is not null)
        {
            string content = documentation.Html(element, Page);
            string attribute = style.Length == 0 ? "" : $" class=\"{style}\"";
            html.Append(content.Contains("<p>", StringComparison.Ordinal) || content.Contains("<ul>", StringComparison.Ordinal) ? $"<div{attribute}>{content}</div>\n" : $"<p{attribute}>{content}</p>\n");
        }
    }

    private static string Bases(ApiType type)
    {
        IEnumerable<Type> shown = type.Clr.IsEnum || type.Clr.IsValueType ? [] : new[] { type.Clr.BaseType }.OfType<Type>().Where(above => above != typeof(object)).Concat(type.Clr.GetInterfaces().Where(face => face.IsPublic && !face.Name.StartsWith("IEquatable", StringComparison.Ordinal)));
        string names = string.Join(", ", shown.Select(Signature.TypeName));
        return names.Length == 0 ? "" : $" · {Site.Escape(names)}";
    }

    private static string Heading(MemberInfo member) => member switch
    {
        ConstructorInfo => "Constructors",
        FieldInfo { DeclaringType.IsEnum: true } => "Values",
        FieldInfo => "Fields",
        PropertyInfo => "Properties",
        EventInfo => "Events",
        _ => "Methods",
    };

    private static string File(ApiType type) => type.Path[Page.Length..];
}
