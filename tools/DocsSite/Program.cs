using EmoVid.Realtime.DocsSite;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: DocsSite REPOSITORY OUTPUT");
    return 2;
}

try
{
    Site site = Site.Build(args[0], AppContext.BaseDirectory);
    foreach (string gap in site.Gaps)
    {
        Console.Error.WriteLine($"DocsSite: {gap}");
    }

    site.Write(args[1]);
    Console.WriteLine($"{site.Pages.Count} pages in {args[1]}");
    return site.Gaps.Count == 0 ? 0 : 1;
}
catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or System.Xml.XmlException)
{
    Console.Error.WriteLine($"DocsSite: {failure.Message}");
    return 1;
}
