using AvianVox.Listening.Settings;

namespace AvianVox.Station.Camera;

/// <summary>What happens when certain birds are confirmed: a picture is taken, a pin switched, an address called, a message sent.</summary>
[SettingGroup]
public sealed class CameraOptions
{
    /// <summary>
    /// Name in paths, messages and logs: lower-case letters, digits and hyphens, 1 to 64; different for each camera. Default "camera".
    /// </summary>
    [Pattern(PatternAttribute.Name, PatternAttribute.NameAllowed)]
    public string Name { get; set; } = "camera";

    /// <summary>Names of the sources that trigger it; empty for all. Default empty.</summary>
    [Pattern(PatternAttribute.Name, PatternAttribute.NameAllowed)]
    public IList<string> Sources { get; set; } = [];

    /// <summary>Species that trigger it, by code, scientific or common name; empty for all. Default empty.</summary>
    [Pattern(PatternAttribute.Something, "a label's code, scientific or common name")]
    public IList<string> Species { get; set; } = [];

    /// <summary>Least probability, 0 to 1, at the moment of the confirmation. Default 0.8.</summary>
    [Between(0, 1)]
    public double Confidence { get; set; } = 0.8;

    /// <summary>Least time between two triggers in seconds; 0 to 86,400. Default 60.</summary>
    [Between(0, 86_400)]
    public double CoolDownSeconds { get; set; } = 60;

    /// <summary>Most triggers in any 60 minutes; 1 to 3,600. Default 20.</summary>
    [Between(1, 3_600)]
    public int MostPerHour { get; set; } = 20;

    /// <summary>True to trigger between sunrise and sunset only; needs the station's place. Default false.</summary>
    public bool DayOnly { get; set; }

    /// <summary>Most triggers whose actions are under way at once; more are passed over and counted. 1 to 16. Default 1.</summary>
    [Between(1, 16)]
    public int AtOnce { get; set; } = 1;

    /// <summary>How long an action may take in seconds before it is given up, and its command killed; 0.5 to 300. Default 15.</summary>
    [Between(0.5, 300)]
    public double TimeoutSeconds { get; set; } = 15;

    /// <summary>
    /// Program and arguments with placeholders, run without a shell; "{path}" is where the picture is expected. The program alone is ever
    /// shown. Default none.
    /// </summary>
    [HoldsArguments]
    [Pattern(@"(?s)[^\0]*", "a text without the character 0")]
    public IList<string> Command { get; set; } = [];

    /// <summary>Extension of the pictures' names: 1 to 5 lower-case letters and digits. Default "jpg".</summary>
    [Pattern("[a-z0-9]{1,5}", "1 to 5 lower-case letters and digits")]
    public string Extension { get; set; } = "jpg";

    /// <summary>GPIO pin that is pulsed, by the number of the chip's line (BCM); 0 to 1,023, null for none. Default null.</summary>
    [Between(0, 1_023)]
    public int? GpioPin { get; set; }

    /// <summary>Length of the pulse in milliseconds; 1 to 60,000. Default 200.</summary>
    [Between(1, 60_000)]
    public int GpioMilliseconds { get; set; } = 200;

    /// <summary>True where the pin rests high and the pulse is low. Default false.</summary>
    public bool GpioActiveLow { get; set; }

    /// <summary>
    /// Address that is called, with placeholders, and with the user and password that it asks for, of which no more than the host is ever
    /// shown; null for none. Default null.
    /// </summary>
    [HoldsKey]
    public string? Url { get; set; }

    /// <summary>How it is called: a POST brings what was heard as JSON. Default <see cref="HttpCall.Post"/>.</summary>
    public HttpCall Method { get; set; } = HttpCall.Post;

    /// <summary>Topic on which what was heard is published as JSON, with placeholders; null for none. Default null.</summary>
    public string? MqttTopic { get; set; }

    /// <summary>Whether what a source hears may trigger it.</summary>
    /// <param name="source">Name of the source.</param>
    public bool Hears(string source) => Sources.Count == 0 || Sources.Contains(source);
}
