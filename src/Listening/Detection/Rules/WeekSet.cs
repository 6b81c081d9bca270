using System.Globalization;
using System.Text;

namespace AvianVox.Listening.Detection.Rules;

/// <summary>A set of the 48 weeks that the field divides a year into: four a month, the fourth from the 22nd to the month's end.</summary>
/// <param name="Bits">Bit w - 1 is set when week w is in the set.</param>
public readonly record struct WeekSet(ulong Bits)
{
    /// <summary>Weeks in a year.</summary>
    public const int Weeks = 48;

    /// <summary>Weeks in a month.</summary>
    public const int WeeksOfMonth = 4;

    /// <summary>Every week.</summary>
    public static WeekSet All => new((1UL << Weeks) - 1);

    /// <summary>True when no week is in the set.</summary>
    public bool IsEmpty => Bits == 0;

    /// <summary>The week of a time, 1 to 48.</summary>
    /// <param name="time">Any offset; the date in UTC counts.</param>
    public static int WeekOf(DateTimeOffset time)
    {
        var date = time.UtcDateTime;
        return ((date.Month - 1) * WeeksOfMonth) + Math.Min(WeeksOfMonth, ((date.Day - 1) / 7) + 1);
    }

    /// <summary>Reads parts such as "9-24" or "45-8" (over the end of the year), several with spaces or semicolons between.</summary>
    /// <param name="text">The parts; empty for none.</param>
    /// <param name="most">Greatest number: 48 for weeks, 12 for months.</param>
    /// <param name="set">The weeks.</param>
    /// <returns>False when a part is not a number or a range of numbers from 1 to <paramref name="most"/>.</returns>
    public static bool TryParse(string text, int most, out WeekSet set)
    {
        set = default;
        var each = Weeks / most;
        var bits = 0UL;
        foreach (var part in text.Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !TryNumber(ends[0], most, out var first) || !TryNumber(ends[^1], most, out var last))
            {
                return false;
            }

            for (var number = first; ; number = (number % most) + 1)
            {
                bits |= ((1UL << each) - 1) << ((number - 1) * each);
                if (number == last)
                {
                    break;
                }
            }
        }

        set = new WeekSet(bits);
        return true;
    }

    /// <summary>Whether a week is in the set.</summary>
    /// <param name="week">1 to 48.</param>
    public bool Contains(int week) => (Bits & (1UL << (week - 1))) != 0;

    /// <summary>The weeks that are in this set or in another.</summary>
    /// <param name="other">The other.</param>
    public WeekSet Union(WeekSet other) => new(Bits | other.Bits);

    /// <summary>The weeks as ranges: "9-24, 40".</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var week = 1; week <= Weeks; week++)
        {
            var first = week;
            while (week <= Weeks && Contains(week))
            {
                week++;
            }

            if (week > first)
            {
                text.Append(text.Length > 0 ? ", " : "")
                    .Append(week - 1 == first ? string.Create(CultureInfo.InvariantCulture, $"{first}") : string.Create(
                        CultureInfo.InvariantCulture,
                        $"{first}-{week - 1}"));
            }
        }

        return text.ToString();
    }

    private static bool TryNumber(string text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= most;
}
