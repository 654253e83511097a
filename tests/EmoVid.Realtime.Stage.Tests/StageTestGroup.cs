namespace EmoVid.Realtime.Samples.Stage.Tests;

/// <summary>The stage's tests take turns: they share the machine's cores with the software device, and the process's display.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class StageTestGroup
{
    public const string Name = "stage";
}
