using System.Text;
using AvianVox.Classification.Packages;

namespace AvianVox.Monitor.Cli;

/// <summary>
/// A writer for people's terminals that lets no control character pass but line breaks and tabs: names of species, what programs and
/// servers
/// say, and what stands in files were written by others.
/// </summary>
/// <param name="inner">Where to.</param>
internal sealed class PlainWriter(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    /// <summary>The writer beneath.</summary>
    public TextWriter Inner => inner;

    /// <inheritdoc />
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc />
    public override void Write(char value) => inner.Write(PlainText.Kept(value));

    /// <inheritdoc />
    public override void Write(string? value)
    {
        if (value is not null)
        {
            inner.Write(PlainText.Lines(value));
        }
    }

    /// <inheritdoc />
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc />
    public override void WriteLine(string? value) => inner.WriteLine(value is null ? null : PlainText.Lines(value));

    /// <inheritdoc />
    public override void Flush() => inner.Flush();
}
