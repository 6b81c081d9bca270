using System.Globalization;

namespace AvianVox.Listening.Settings;

/// <summary>The range of a number.</summary>
/// <param name="least">Least value allowed.</param>
/// <param name="most">Greatest value allowed.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BetweenAttribute(double least, double most) : Attribute
{
    /// <summary>Least value allowed, or the bound above which values are allowed when <see cref="Above"/> is set.</summary>
    public double Least { get; } = least;

    /// <summary>Greatest value allowed.</summary>
    public double Most { get; } = most;

    /// <summary>True when <see cref="Least"/> itself is not allowed.</summary>
    public bool Above { get; init; }

    /// <summary>Whether a value is allowed.</summary>
    /// <param name="value">Any number.</param>
    public bool Holds(double value) => (Above ? value > Least : value >= Least) && value <= Most;

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Above ? "greater than" : "from")} {Least:0.###}{(Above ? " and at most " : " to ")}{Most:0.###}");
}
