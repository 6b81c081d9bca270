using System.Globalization;
using System.Text;

namespace AvianVox.Station.Influx;

/// <summary>
/// Writes points of InfluxDB's line protocol. Names are escaped as the protocol says. What it cannot carry is changed: control
/// characters become spaces, a backslash in a name a slash (databases differ in what one before a space or a comma means),
/// and a tag or field without a value is left out.
/// </summary>
internal sealed class LineWriter
{
    private readonly StringBuilder _text = new();
    private int _start;
    private bool _hasFields;

    /// <summary>The lines so far, each with its end.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Begins a point.</summary>
    /// <param name="measurement">Its measurement.</param>
    public LineWriter Point(string measurement)
    {
        _start = _text.Length;
        _hasFields = false;
        Name(measurement, isMeasurement: true);
        return this;
    }

    /// <summary>Adds a tag; all tags come before the fields.</summary>
    /// <param name="key">Key.</param>
    /// <param name="value">Value; null or empty for none.</param>
    public LineWriter Tag(string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _text.Append(',');
            Name(key);
            _text.Append('=');
            Name(value);
        }

        return this;
    }

    /// <summary>Adds a number.</summary>
    /// <param name="key">Key.</param>
    /// <param name="value">Value; null, infinite and NaN for none.</param>
    public LineWriter Field(string key, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            Key(key);
            _text.Append(number.ToString("R", CultureInfo.InvariantCulture));
        }

        return this;
    }

    /// <summary>Adds a whole number.</summary>
    /// <param name="key">Key.</param>
    /// <param name="value">Value.</param>
    public LineWriter Field(string key, long value)
    {
        Key(key);
        _text.Append(CultureInfo.InvariantCulture, $"{value}i");
        return this;
    }

    /// <summary>Adds a text.</summary>
    /// <param name="key">Key.</param>
    /// <param name="value">Value; null for none.</param>
    public LineWriter Field(string key, string? value)
    {
        if (value is not null)
        {
            Key(key);
            _text.Append('"');
            foreach (var c in value)
            {
                if (c is '"' or '\\')
                {
                    _text.Append('\\');
                }

                _text.Append(char.IsControl(c) ? ' ' : c);
            }

            _text.Append('"');
        }

        return this;
    }

    /// <summary>Ends the point. A point without a field is none and is taken back.</summary>
    /// <param name="time">Whole units of the precision since 1970, UTC.</param>
    public void At(long time)
    {
        if (_hasFields)
        {
            _text.Append(CultureInfo.InvariantCulture, $" {time}\n");
        }
        else
        {
            _text.Length = _start;
        }
    }

    private void Key(string key)
    {
        _text.Append(_hasFields ? ',' : ' ');
        _hasFields = true;
        Name(key);
        _text.Append('=');
    }

    private void Name(string text, bool isMeasurement = false)
    {
        foreach (var given in text)
        {
            var c = char.IsControl(given) ? ' ' : given == '\\' ? '/' : given;
            if (c is ',' or ' ' || (c == '=' && !isMeasurement))
            {
                _text.Append('\\');
            }

            _text.Append(c);
        }
    }
}
