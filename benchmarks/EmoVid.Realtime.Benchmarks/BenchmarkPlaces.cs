namespace EmoVid.Realtime.Benchmarks;

/// <summary>Where a run finds what it needs and leaves what it made.</summary>
/// <param name="Peers">Built peers.</param>
/// <param name="Clips">Fetched and made clips.</param>
/// <param name="Tool">The built <c>emovid.dll</c>.</param>
/// <param name="Results">The file of results.</param>
/// <param name="Rounds">Samples of each contestant; odd.</param>
internal sealed record BenchmarkPlaces(string Peers, string Clips, string Tool, string Results, int Rounds);
