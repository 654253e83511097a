namespace EmoVid.Realtime.Samples.Stage;

/// <summary>What comes with the stage: shaders and the font's glyphs in the assembly, pictures in a folder beside it.</summary>
internal static class StageAssets
{
    /// <summary>The path of a picture: the backdrop or one of the stills.</summary>
    public static string Picture(string name) => Path.Combine(AppContext.BaseDirectory, "stage", name);

    /// <summary>Reads what the assembly carries, by its file's name.</summary>
    public static byte[] Read(string name)
    {
        using Stream stream = typeof(StageAssets).Assembly.GetManifestResourceStream("stage/" + name)
            ?? throw new InvalidOperationException($"The assembly carries no stage/{name}.");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
