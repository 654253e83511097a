using System.IO.Compression;
using System.Text;

namespace EmoVid.Realtime.Media.Tests;

/// <summary>Lottie animations written by hand: a square on transparency that moves to the right.</summary>
public static class TestLottie
{
    /// <summary>100 × 80 pixels, 25 frames a second, 50 frames: a half-transparent orange square of 20 pixels whose centre goes from
    /// (20, 40) to (80, 40).</summary>
    public static string Moving { get; } = With(Square);

    /// <summary>The layer that draws it.</summary>
    public const string Square =
        """
        {"ty":4,"ind":1,"ip":0,"op":50,"st":0,"sr":1,
         "ks":{"o":{"a":0,"k":50},"r":{"a":0,"k":0},"a":{"a":0,"k":[0,0,0]},"s":{"a":0,"k":[100,100,100]},
               "p":{"a":1,"k":[{"t":0,"s":[20,40,0],"i":{"x":[1],"y":[1]},"o":{"x":[0],"y":[0]}},{"t":50,"s":[80,40,0]}]}},
         "shapes":[{"ty":"gr","it":[
            {"ty":"rc","d":1,"s":{"a":0,"k":[20,20]},"p":{"a":0,"k":[0,0]},"r":{"a":0,"k":0}},
            {"ty":"fl","c":{"a":0,"k":[1,0.5,0,1]},"o":{"a":0,"k":100}},
            {"ty":"tr","p":{"a":0,"k":[0,0]},"a":{"a":0,"k":[0,0]},"s":{"a":0,"k":[100,100]},"r":{"a":0,"k":0},"o":{"a":0,"k":100}}]}]}
        """;

    /// <summary>The same canvas with other layers.</summary>
    public static string With(string layers, string assets = "", string head = "\"fr\":25,\"ip\":0,\"op\":50,\"w\":100,\"h\":80") =>
        $"{{\"v\":\"5.5.7\",{head},\"ddd\":0,\"assets\":[{assets}],\"layers\":[{layers}]}}";

    /// <summary>Packed as .tgs.</summary>
    public static byte[] Pack(string json)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(json));
        }

        return packed.ToArray();
    }
}
