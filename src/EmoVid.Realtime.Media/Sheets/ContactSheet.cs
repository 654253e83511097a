using System.Globalization;

namespace EmoVid.Realtime.Media;

/// <summary>A labelled table of small frames on one picture: rows of stickers, columns of emotions, several frames a cell.</summary>
/// <remarks>Frames are shrunk as they come, so a sheet of long clips needs little memory. One thread at a time.</remarks>
public sealed class ContactSheet
{
    private const int Margin = 28;
    private const int TitleHeight = 88;
    private const int ColumnLabelHeight = 40;
    private const int RowLabelWidth = 144;
    private const int Gap = 12;
    private const int CellPadding = 8;
    private const string Ink = "#22252b";
    private const string Faded = "#6b7280";

    private readonly ContactSheetLayout _layout;
    private readonly RgbaImage?[] _frames;
    private readonly RgbaImage?[] _stills;
    private readonly int _frameColumns;
    private readonly int _frameRows;

    /// <summary>Begins a sheet.</summary>
    /// <exception cref="ArgumentException">The layout has no row or column, or a number out of its range.</exception>
    public ContactSheet(ContactSheetLayout layout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layout.Rows.Count, 1, nameof(layout));
        ArgumentOutOfRangeException.ThrowIfLessThan(layout.Columns.Count, 1, nameof(layout));
        if (layout.FramesPerCell is < 1 or > 16 || layout.FrameSide is < 16 or > 512)
        {
            throw new ArgumentOutOfRangeException(nameof(layout), layout, "A cell holds 1-16 frames of 16-512 pixels.");
        }

        _layout = layout;
        _frames = new RgbaImage?[layout.Rows.Count * layout.Columns.Count * layout.FramesPerCell];
        _stills = new RgbaImage?[layout.Rows.Count];

        // As square as the number allows: 4 frames stand 2×2, 6 stand 3×2.
        _frameColumns = (int)Math.Ceiling(Math.Sqrt(layout.FramesPerCell));
        _frameRows = (layout.FramesPerCell + _frameColumns - 1) / _frameColumns;
    }

    private int CellWidth => _frameColumns * _layout.FrameSide + 2 * CellPadding;

    private int CellHeight => _frameRows * _layout.FrameSide + 2 * CellPadding;

    private int StillSide => Math.Min(RowLabelWidth - 2 * Gap, CellHeight - 40);

    /// <summary>Sets a frame; the pixels are copied. Frames never set stay empty.</summary>
    /// <param name="row">Row, from 0.</param>
    /// <param name="column">Column, from 0.</param>
    /// <param name="index">Frame in the cell, from 0.</param>
    /// <param name="frame">Any size, layout and alpha mode; the aspect ratio is kept.</param>
    public void SetFrame(int row, int column, int index, in FrameView frame)
    {
        CheckIndex(row, _layout.Rows.Count, nameof(row));
        CheckIndex(column, _layout.Columns.Count, nameof(column));
        CheckIndex(index, _layout.FramesPerCell, nameof(index));
        _frames[FrameIndex(row, column, index)] = Thumbnail.Make(frame, _layout.FrameSide);
    }

    /// <summary>Shows the still that a row came from beside the row's label.</summary>
    public void SetStill(int row, in FrameView still)
    {
        CheckIndex(row, _layout.Rows.Count, nameof(row));
        _stills[row] = Thumbnail.Make(still, StillSide);
    }

    /// <summary>Draws the sheet: opaque pixels in straight form.</summary>
    /// <exception cref="MediaToolException">librsvg or ffmpeg is not installed.</exception>
    public RgbaImage Compose(CancellationToken cancellationToken = default)
    {
        RgbaImage sheet = DrawBackground().Render(cancellationToken);
        for (int row = 0; row < _layout.Rows.Count; row++)
        {
            if (_stills[row] is { } still)
            {
                Thumbnail.Lay(still, sheet, Margin, CellTop(row) + (CellHeight - StillSide - 28) / 2);
            }

            for (int column = 0; column < _layout.Columns.Count; column++)
            {
                for (int i = 0; i < _layout.FramesPerCell; i++)
                {
                    if (_frames[FrameIndex(row, column, i)] is { } frame)
                    {
                        Thumbnail.Lay(frame, sheet, FrameLeft(column, i), FrameTop(row, i));
                    }
                }
            }
        }

        return sheet;
    }

    /// <summary>Draws the sheet and writes it as PNG, atomically.</summary>
    /// <exception cref="MediaException">The file cannot be written, or librsvg or ffmpeg is not installed.</exception>
    public void Write(string path, CancellationToken cancellationToken = default)
    {
        using AtomicFile file = AtomicFile.Create(path);
        RgbaImage sheet = Compose(cancellationToken);
        file.Write(PngWriter.Encode(new FrameView(sheet.Pixels, sheet.Width, sheet.Height, sheet.Width * 4, PixelFormat.Rgba8, AlphaMode.Opaque)));
        file.Commit();
    }

    private static void CheckIndex(int index, int count, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count, name);
    }

    private int FrameIndex(int row, int column, int index) => (row * _layout.Columns.Count + column) * _layout.FramesPerCell + index;

    private int CellLeft(int column) => Margin + RowLabelWidth + column * (CellWidth + Gap);

    private int CellTop(int row) => Margin + TitleHeight + ColumnLabelHeight + row * (CellHeight + Gap);

    private int FrameLeft(int column, int index) => CellLeft(column) + CellPadding + index % _frameColumns * _layout.FrameSide;

    private int FrameTop(int row, int index) => CellTop(row) + CellPadding + index / _frameColumns * _layout.FrameSide;

    private SvgDrawing DrawBackground()
    {
        int width = CellLeft(_layout.Columns.Count) - Gap + Margin, height = CellTop(_layout.Rows.Count) - Gap + Margin;
        var drawing = new SvgDrawing(width, height);

        // A quiet checker says "transparent here" without competing with the stickers.
        drawing.Add($"<defs><pattern id=\"checker\" width=\"16\" height=\"16\" patternUnits=\"userSpaceOnUse\"><rect width=\"16\" height=\"16\" fill=\"#ffffff\"/><path d=\"M0 0h8v8h-8zM8 8h8v8h-8z\" fill=\"#f1f3f6\"/></pattern></defs>");
        drawing.Rectangle(0, 0, width, height, "#eceff3");
        drawing.Text(Margin, Margin + 30, _layout.Title, 34, Ink, bold: true);
        drawing.Text(Margin, Margin + 64, _layout.Subtitle, 19, Faded);
        for (int column = 0; column < _layout.Columns.Count; column++)
        {
            double middle = CellLeft(column) + CellWidth / 2.0;
            drawing.Text(middle, CellTop(0) - 14, _layout.Columns[column], FittingSize(_layout.Columns[column], 23, CellWidth), Ink, "middle", bold: true);
        }

        for (int row = 0; row < _layout.Rows.Count; row++)
        {
            string label = _layout.Rows[row];
            double baseline = _stills[row] is null ? CellTop(row) + CellHeight / 2.0 + 6 : CellTop(row) + (CellHeight - StillSide - 28) / 2.0 + StillSide + 26;
            double centre = Margin + StillSide / 2.0;
            drawing.Text(_stills[row] is null ? Margin : centre, baseline, label, FittingSize(label, 20, RowLabelWidth - Gap), Ink, _stills[row] is null ? "start" : "middle", bold: true);
            for (int column = 0; column < _layout.Columns.Count; column++)
            {
                drawing.Rectangle(CellLeft(column), CellTop(row), CellWidth, CellHeight, "url(#checker)", radius: 10, stroke: "#d5dae1");
            }
        }

        return drawing;
    }

    /// <summary>The size at which bold DejaVu Sans, 0.7 em a letter on average, stays inside a width.</summary>
    private static double FittingSize(string label, double size, double width)
    {
        int letters = Math.Max(1, new StringInfo(label).LengthInTextElements);
        return Math.Min(size, width / (0.7 * letters));
    }
}
