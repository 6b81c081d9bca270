namespace AvianVox.Dsp.Features;

/// <summary>A matrix of features of a whole recording, row-major: rows are bins, bands or coefficients, columns are frames.</summary>
public sealed class FeatureMatrix
{
    /// <summary>Creates a matrix of zeros.</summary>
    /// <param name="rows">0 or more.</param>
    /// <param name="columns">0 or more.</param>
    public FeatureMatrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Rows = rows;
        Columns = columns;
        Values = new float[checked(rows * columns)];
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>All values, row-major.</summary>
    public float[] Values { get; }

    /// <summary>One value.</summary>
    /// <param name="row">Below <see cref="Rows"/>.</param>
    /// <param name="column">Below <see cref="Columns"/>.</param>
    public float this[int row, int column] => Row(row)[column];

    /// <summary>One row.</summary>
    /// <param name="row">Below <see cref="Rows"/>.</param>
    public Span<float> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>Stores one column.</summary>
    /// <param name="column">Below <see cref="Columns"/>.</param>
    /// <param name="values">Length <see cref="Rows"/>.</param>
    internal void SetColumn(int column, ReadOnlySpan<float> values)
    {
        for (int row = 0, at = column; row < values.Length; row++, at += Columns)
        {
            Values[at] = values[row];
        }
    }

    /// <summary>Copies one column out.</summary>
    /// <param name="column">Below <see cref="Columns"/>.</param>
    /// <param name="values">Receives <see cref="Rows"/> values.</param>
    internal void CopyColumn(int column, Span<float> values)
    {
        for (int row = 0, at = column; row < Rows; row++, at += Columns)
        {
            values[row] = Values[at];
        }
    }
}
