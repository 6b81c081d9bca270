using System.Text;

namespace AvianVox.Audio.Programs;

/// <summary>
/// Reads what a program writes for people and keeps the end of it: the last <see cref="Lines"/> lines, the first
/// <see cref="Length"/> characters of each. Drop rule: the oldest lines and the rest of longer ones; however much comes, however long
/// a line, memory stays bounded and the program is never held up.
/// </summary>
internal sealed class BoundedLines
{
    /// <summary>Lines kept.</summary>
    public const int Lines = 5;

    /// <summary>Characters kept of a line.</summary>
    public const int Length = 300;

    private readonly Lock _gate = new();
    private readonly Queue<string> _kept = new();
    private readonly StringBuilder _line = new(Length);

    /// <summary>Reads to the end of a stream.</summary>
    /// <param name="reader">What the program writes.</param>
    public async Task ReadAsync(TextReader reader)
    {
        var block = new char[1_024];
        int count;
        while ((count = await reader.ReadAsync(block.AsMemory()).ConfigureAwait(false)) > 0)
        {
            lock (_gate)
            {
                foreach (var letter in block.AsSpan(0, count))
                {
                    Take(letter);
                }
            }
        }

        lock (_gate)
        {
            Take('\n');
        }
    }

    /// <summary>What is kept, in one line.</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            return string.Join("; ", _kept);
        }
    }

    private void Take(char letter)
    {
        if (letter is not ('\n' or '\r'))
        {
            if (_line.Length < Length)
            {
                _line.Append(char.IsControl(letter) ? ' ' : letter);
            }

            return;
        }

        if (_line.Length > 0)
        {
            _kept.Enqueue(_line.ToString().Trim());
            _line.Clear();
            if (_kept.Count > Lines)
            {
                _kept.Dequeue();
            }
        }
    }
}
