namespace EmoVid.Realtime;

/// <summary>The matrices of <see cref="OkLab"/> (Ottosson 2020, revision of 2021) by their rows, for code that works on many colours at once; a
/// test compares them with <see cref="OkLab"/>. L'M'S' are the cube roots of the cone responses.</summary>
internal static class OkLabMatrices
{
    /// <summary>L'M'S' to lightness, green–red and blue–yellow.</summary>
    public static readonly float[] LabFromRoots =
    [
        0.2104542553f, 0.7936177850f, -0.0040720468f,
        1.9779984951f, -2.4285922050f, 0.4505937099f,
        0.0259040371f, 0.7827717662f, -0.8086757660f,
    ];

    /// <summary>Green–red and blue–yellow to what they add to each of L'M'S'; lightness adds itself to all three.</summary>
    public static readonly float[] RootsFromChroma =
    [
        0.3963377774f, 0.2158037573f,
        -0.1055613458f, -0.0638541728f,
        -0.0894841775f, -1.2914855480f,
    ];

    /// <summary>Cone responses to linear light.</summary>
    public static readonly float[] LinearFromCones =
    [
        4.0767416621f, -3.3077115913f, 0.2309699292f,
        -1.2684380046f, 2.6097574011f, -0.3413193965f,
        -0.0041960863f, -0.7034186147f, 1.7076147010f,
    ];

    /// <summary>Linear light to cone responses.</summary>
    public static readonly float[] ConesFromLinear =
    [
        0.4122214708f, 0.5363325363f, 0.0514459929f,
        0.2119034982f, 0.6806995451f, 0.1073969566f,
        0.0883024619f, 0.2817188376f, 0.6299787005f,
    ];
}
