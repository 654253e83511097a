namespace EmoVid.Realtime;

/// <summary>Measures four-byte pixels.</summary>
internal sealed class RgbFlashMeter(FlashGrid grid, int redLane) : FlashMeter(grid.Columns, grid.Width, grid.CellSize, redLane)
{
    protected override int AddRows(in FlashSurface strip)
    {
        FlashPlane plane = strip[0];
        for (int y = 0; y < plane.Rows; y++)
        {
            AddRow(plane.Row(y));
        }

        return plane.Rows;
    }
}
