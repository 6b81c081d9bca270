using System.Globalization;
using System.Numerics;
using AvianVox.Audio.Files;
using AvianVox.Dsp.Fourier;

namespace AvianVox.Station.Clips.Pictures;

/// <summary>
/// Draws the spectrogram of a clip: time to the right in seconds, frequency upwards in kHz on a logarithmic scale from
/// <see cref="LowHz"/> to half the rate, brightness the level in decibels, <see cref="RangeDecibels"/> down from the loudest.
/// </summary>
/// <remarks>
/// Power of Hann windows of about 21 ms (1,024 samples at 48 kHz), the greatest of those that fall into a column and of the bins that fall
/// into a row; between two bins, what lies between them. One object draws one picture after the other in the same arrays: anew for each
/// clip, they would be garbage of megabytes that is seldom collected. Not safe for several threads.
/// </remarks>
internal sealed class SpectrogramPicture
{
    /// <summary>Lowest frequency drawn, in Hz.</summary>
    public const double LowHz = 125;

    /// <summary>Decibels from the darkest to the brightest level.</summary>
    public const double RangeDecibels = 65;

    /// <summary>Room to the left of the sound, for the frequencies.</summary>
    public const int Left = 40;

    /// <summary>Room below it, for the times.</summary>
    public const int Bottom = 18;

    /// <summary>Room above and to the right of it.</summary>
    public const int Edge = 8;

    /// <summary>Rows of sound.</summary>
    public const int Rows = 256;

    private const int PixelsPerSecond = 60;
    private const int LeastColumns = 180;
    private const int MostColumns = 1_200;
    private const int TickLength = 4;

    /// <summary>Row by row from the top, <see cref="Columns"/> a row.</summary>
    private readonly float[] _power = new float[MostColumns * Rows];

    private readonly byte[] _pixels = new byte[(Left + MostColumns + Edge) * Height];
    private float _loudest;
    private double _seconds;
    private LogFrequencyAxis _axis = new(LowHz, 2 * LowHz, Rows);

    /// <summary>Columns of sound.</summary>
    public int Columns { get; private set; }

    /// <summary>Pixels of a row.</summary>
    public int Width => Left + Columns + Edge;

    /// <summary>Rows of pixels.</summary>
    public const int Height = Edge + Rows + Bottom;

    /// <summary>Analyses a clip.</summary>
    /// <param name="samples">Its samples; at least 1.</param>
    /// <param name="sampleRate">In Hz; at least 1,000.</param>
    public void Analyse(ReadOnlySpan<short> samples, int sampleRate)
    {
        _seconds = (double)samples.Length / sampleRate;
        Columns = (int)Math.Clamp(Math.Round(_seconds * PixelsPerSecond), LeastColumns, MostColumns);
        _axis = new LogFrequencyAxis(LowHz, sampleRate / 2.0, Rows);
        var fft = new RealFft(Math.Max(64, (int)BitOperations.RoundUpToPowerOf2((uint)(sampleRate / 50))));
        var window = HannWindow.Periodic(fft.Length);
        var frame = new float[fft.Length];
        var power = new float[fft.Bins];
        var most = new float[fft.Bins];
        var loudest = 0f;
        for (var column = 0; column < Columns; column++)
        {
            most.AsSpan().Clear();
            var begin = (long)column * samples.Length / Columns;
            var end = Math.Max(begin + 1, (column + 1L) * samples.Length / Columns);
            for (var middle = begin; middle < end; middle += fft.Length / 2)
            {
                Cut(samples, middle - (fft.Length / 2), window, frame);
                fft.Power(frame, power);
                for (var bin = 0; bin < power.Length; bin++)
                {
                    most[bin] = Math.Max(most[bin], power[bin]);
                }
            }

            for (var row = 0; row < Rows; row++)
            {
                var level = Level(most, _axis.Hz(row + 0.5) * fft.Length / sampleRate, _axis.Hz(row - 0.5) * fft.Length / sampleRate);
                _power[(row * Columns) + column] = level;
                loudest = Math.Max(loudest, level);
            }
        }

        // Never less than a tone of the last bit, or silence would shine.
        var lastBit = MathF.Pow(fft.Length / 4f / 32_768f, 2);
        _loudest = Math.Max(loudest, lastBit);
    }

    /// <summary>Row of a frequency, from the top of the picture.</summary>
    /// <param name="hz">In Hz.</param>
    public int Row(double hz) => Edge + _axis.Row(hz);

    /// <summary>Draws what was analysed, with its axes.</summary>
    /// <returns>Indices into <see cref="Palette.Colours"/>, row by row; good until the next picture.</returns>
    public ReadOnlySpan<byte> Draw()
    {
        var pixels = _pixels.AsSpan(0, Width * Height);
        pixels.Fill(Palette.Paper);
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var decibels = 10 * Math.Log10(Math.Max(_power[(row * Columns) + column], 1e-20f) / _loudest);
                var level = (int)Math.Round((1 + (decibels / RangeDecibels)) * (Palette.Levels - 1));
                pixels[((Edge + row) * Width) + Left + column] = (byte)Math.Clamp(level, 0, Palette.Levels - 1);
            }
        }

        DrawFrequencies(pixels);
        DrawTimes(pixels);
        return pixels;
    }

    /// <summary>Writes it as PNG.</summary>
    /// <param name="stream">Where to.</param>
    public void Write(Stream stream) => PngFile.Write(stream, Width, Draw(), Palette.Colours);

    private static void Cut(ReadOnlySpan<short> samples, long begin, float[] window, float[] frame)
    {
        for (var index = 0; index < frame.Length; index++)
        {
            var at = begin + index;
            frame[index] = at >= 0 && at < samples.Length ? Pcm16.ToFloat(samples[(int)at]) * window[index] : 0;
        }
    }

    /// <summary>Greatest power between two places among the bins, or what lies between two bins.</summary>
    private static float Level(float[] power, double from, double to)
    {
        var first = (int)Math.Ceiling(from);
        var last = Math.Min((int)Math.Floor(to), power.Length - 1);
        if (first > last)
        {
            var middle = Math.Min((from + to) / 2, power.Length - 1);
            var lower = (int)Math.Min(middle, power.Length - 2);
            var part = (float)(middle - lower);
            return power[lower] + (part * (power[lower + 1] - power[lower]));
        }

        var most = 0f;
        for (var bin = first; bin <= last; bin++)
        {
            most = Math.Max(most, power[bin]);
        }

        return most;
    }

    private void DrawFrequencies(Span<byte> pixels)
    {
        foreach (var (row, label) in _axis.Ticks())
        {
            var y = Edge + row;
            pixels.Slice((y * Width) + Left - TickLength, TickLength).Fill(Palette.Ink);
            var x = Left - TickLength - 2 - TinyFont.Width(label);
            TinyFont.Draw(pixels, Width, x, Math.Max(0, y - (TinyFont.Height / 2)), label);
        }

        TinyFont.Draw(pixels, Width, 1, Height - TinyFont.Height - 3, "kHz");
    }

    private void DrawTimes(Span<byte> pixels)
    {
        var step = new[] { 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60 }.First(step => step * Columns / _seconds >= 40 || step >= 60);
        var y = Edge + Rows;
        for (var tick = 0; tick * step <= _seconds; tick++)
        {
            var x = Left + (int)Math.Round(tick * step * (Columns - 1) / _seconds);
            for (var down = 0; down < TickLength; down++)
            {
                pixels[((y + down) * Width) + x] = Palette.Ink;
            }

            var label = (tick * step).ToString("0.#", CultureInfo.InvariantCulture) + ((tick + 1) * step > _seconds ? " s" : "");
            TinyFont.Draw(
                pixels,
                Width,
                Math.Min(x - (TinyFont.Width(label) / 2), Width - TinyFont.Width(label) - 1),
                y + TickLength + 3,
                label);
        }
    }
}
