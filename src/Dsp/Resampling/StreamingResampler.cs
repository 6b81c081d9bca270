namespace AvianVox.Dsp.Resampling;

/// <summary>
/// Converts a stream from one sample rate to another, in blocks of any size. Allocates nothing after construction;
/// one thread at a time.
/// </summary>
/// <remarks>
/// Output k lies at time k / outputRate on the axis on which input n lies at n / inputRate: the filter's delay is
/// compensated, and an output is given as soon as the inputs under its filter, <see cref="Lookahead"/> beyond it, are
/// there. A linear-phase filter, flat within 0.1 dB to 0.9 of the lower Nyquist frequency; images and aliases are at
/// least 90 dB down. An output depends on its position and on the inputs since the last reset alone: not on blocks,
/// not on what was before. Equal rates pass samples through bit for bit.
/// </remarks>
public sealed class StreamingResampler
{
    /// <summary>Lowest rate, in Hz.</summary>
    public const int MinRate = 1_000;

    /// <summary>Highest rate, in Hz.</summary>
    public const int MaxRate = 500_000;

    /// <summary>Input samples that the buffer takes beyond the filter's length, so that samples are seldom moved.</summary>
    private const int Spare = 4_096;

    /// <summary>Phases between two input samples: the output rate over the greatest common divisor.</summary>
    private readonly int _phases;

    /// <summary>Phases between two outputs: the input rate over the greatest common divisor.</summary>
    private readonly int _phaseStep;

    /// <summary>Null where the rates are equal.</summary>
    private readonly PhaseTable? _table;

    private readonly int _taps;

    /// <summary>Input samples that outputs to come still need, up to <see cref="_end"/>.</summary>
    private readonly float[] _buffer;

    private int _end;

    /// <summary>Index in the buffer of the first input under the next output's filter; may lie beyond the end.</summary>
    private int _start;

    /// <summary>Phase of the next output.</summary>
    private int _phase;

    private bool _flushed;

    /// <summary>Plans a conversion that starts at position 0.</summary>
    /// <param name="inputRate">In Hz; 1,000 to 500,000.</param>
    /// <param name="outputRate">In Hz; 1,000 to 500,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is out of range.</exception>
    public StreamingResampler(int inputRate, int outputRate)
    {
        RequireRate(inputRate, nameof(inputRate));
        RequireRate(outputRate, nameof(outputRate));
        InputRate = inputRate;
        OutputRate = outputRate;
        var divisor = GreatestCommonDivisor(inputRate, outputRate);
        _phases = outputRate / divisor;
        _phaseStep = inputRate / divisor;
        _table = inputRate == outputRate ? null : new PhaseTable(new KaiserSinc(inputRate, outputRate), _phases);
        _taps = _table?.Taps ?? 0;
        _buffer = new float[_table is null ? 0 : (2 * _taps) + Spare];
        Reset(0);
    }

    /// <summary>Rate of the samples taken, in Hz.</summary>
    public int InputRate { get; }

    /// <summary>Rate of the samples given, in Hz.</summary>
    public int OutputRate { get; }

    /// <summary>Absolute index of the next output sample.</summary>
    public long OutputPosition { get; private set; }

    /// <summary>Input samples beyond an output's time that must be known before it is given: the latency.</summary>
    public int Lookahead => _taps / 2;

    /// <summary>Most samples that <see cref="Flush"/> gives.</summary>
    public int MaxFlush => MaxOutput(Lookahead);

    /// <summary>Whether every phase of the ratio has filter taps of its own; else they are interpolated.</summary>
    internal bool IsExact => _table?.IsExact ?? true;

    /// <summary>Forgets all samples and starts anew; to be called wherever samples are missing. The past counts as zeros.</summary>
    /// <param name="inputPosition">
    /// Absolute index of the next input sample; 0 or more. The next output is the first grid point at or after it.
    /// </param>
    public void Reset(long inputPosition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputPosition);
        var (quotient, remainder) = Int128.DivRem((Int128)inputPosition * _phases, _phaseStep);
        OutputPosition = (long)(remainder == 0 ? quotient : quotient + 1);
        // The output's place behind the input position, in phases.
        var behind = ((Int128)OutputPosition * _phaseStep) - ((Int128)inputPosition * _phases);
        _phase = (int)(behind % _phases);
        // The buffer begins with half a filter of zeros, which stand for the past.
        _buffer.AsSpan(0, _taps / 2).Clear();
        _end = _taps / 2;
        _start = (int)(behind / _phases) + 1;
        _flushed = false;
    }

    /// <summary>Most samples that <see cref="Process"/> gives for a block.</summary>
    /// <param name="inputCount">Length of the block; 0 or more.</param>
    public int MaxOutput(int inputCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputCount);
        return checked((int)(((long)inputCount * _phases / _phaseStep) + 1));
    }

    /// <summary>Takes input samples and gives every output that they complete.</summary>
    /// <param name="input">Any number, following on those before.</param>
    /// <param name="output">
    /// Receives the outputs, the first at <see cref="OutputPosition"/>; length at least <see cref="MaxOutput"/> of the input's.
    /// </param>
    /// <returns>Number of outputs.</returns>
    /// <exception cref="ArgumentException">The output is too short.</exception>
    /// <exception cref="InvalidOperationException">The stream was flushed and not reset since.</exception>
    public int Process(ReadOnlySpan<float> input, Span<float> output)
    {
        if (_flushed)
        {
            throw new InvalidOperationException("The stream was flushed; reset it before it takes more samples.");
        }

        if (_table is null)
        {
            input.CopyTo(output);
            OutputPosition += input.Length;
            return input.Length;
        }

        RequireRoom(output.Length, MaxOutput(input.Length));
        var count = 0;
        while (!input.IsEmpty)
        {
            var taken = Math.Min(input.Length, MakeRoom());
            input[..taken].CopyTo(_buffer.AsSpan(_end));
            _end += taken;
            input = input[taken..];
            count += Emit(_table, int.MaxValue, output[count..]);
        }

        return count;
    }

    /// <summary>Gives the outputs that lie before the end of the input, with zeros for the missing future. A reset must follow.</summary>
    /// <param name="output">Receives the outputs; length at least <see cref="MaxFlush"/>.</param>
    /// <returns>Number of outputs.</returns>
    /// <exception cref="ArgumentException">The output is too short.</exception>
    public int Flush(Span<float> output)
    {
        if (_table is null || _flushed)
        {
            _flushed = true;
            return 0;
        }

        RequireRoom(output.Length, MaxFlush);
        MakeRoom();
        var limit = _end;
        var zeros = _buffer.AsSpan(_end, _taps);
        zeros.Clear();
        _end += zeros.Length;
        _flushed = true;
        return Emit(_table, limit, output);
    }

    private static void RequireRate(int rate, string name)
    {
        if (rate is < MinRate or > MaxRate)
        {
            throw new ArgumentOutOfRangeException(name, rate, "A sample rate must lie between 1,000 and 500,000 Hz.");
        }
    }

    private static void RequireRoom(int length, int needed)
    {
        if (length < needed)
        {
            throw new ArgumentException($"The output holds {length} samples; it must hold {needed}.", nameof(length));
        }
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    /// <summary>Drops inputs that no output needs any more, once little room is left.</summary>
    /// <returns>Samples that fit.</returns>
    private int MakeRoom()
    {
        if (_buffer.Length - _end < _taps)
        {
            var dropped = Math.Min(_start, _end);
            _buffer.AsSpan(dropped, _end - dropped).CopyTo(_buffer);
            _start -= dropped;
            _end -= dropped;
        }

        return _buffer.Length - _end;
    }

    /// <summary>Gives outputs while the buffer covers their filter and they lie before a buffer index.</summary>
    private int Emit(PhaseTable table, int limit, Span<float> output)
    {
        var (whole, part) = Math.DivRem(_phaseStep, _phases);
        var count = 0;
        while (_start + _taps <= _end && _start + (_taps / 2) - 1 < limit)
        {
            output[count++] = table.Compute(_buffer.AsSpan(_start, _taps), _phase);
            _start += whole;
            _phase += part;
            if (_phase >= _phases)
            {
                _phase -= _phases;
                _start++;
            }
        }

        OutputPosition += count;
        return count;
    }
}
