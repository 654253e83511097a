using EmoVid.Realtime.BlueNoise;

if (args.Length != 1)
{
    Console.Error.WriteLine("usage: dotnet run --project tools/BlueNoise src/EmoVid.Realtime.Core/Grading/blue-noise-64.bin");
    return 2;
}

File.WriteAllBytes(args[0], VoidAndCluster.Build());
return 0;
