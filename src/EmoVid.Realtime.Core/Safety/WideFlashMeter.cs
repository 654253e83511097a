using System.Runtime.InteropServices;

namespace EmoVid.Realtime;

/// <summary>Measures pixels of four 15-bit codes (<see cref="WideFlashFrame"/>).</summary>
internal sealed class WideFlashMeter(FlashGrid grid, int redLane) : FlashMeter(grid.Columns, grid.Width, grid.CellSize, redLane)
{
    protected override int AddRows(in FlashSurface strip)
    {
        FlashPlane plane = strip[0];
        for (int y = 0; y < plane.Rows; y++)
        {
            AddRow(MemoryMarshal.Cast<byte, short>(plane.Row(y)));
        }

        return plane.Rows;
    }
}
