using System.CommandLine;
using System.Text.Json;
using AvianVox.Audio;
using AvianVox.Audio.Capture;
using AvianVox.Listening.Programs;

namespace AvianVox.Monitor.Cli;

/// <summary>"avianvox devices": what sound can be captured from.</summary>
internal static class DevicesCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var format = new Option<string>("--format")
        {
            Description = "table or json.",
            HelpName = "table|json",
            DefaultValueFactory = _ =>
            "table"
        };
        format.AcceptOnlyFromAmong("table", "json");
        var command = new Command("devices", "Lists the devices that sound can be captured from; each is named by mic:ID.") { format };
        command.SetAction(arguments =>
        {
            var output = arguments.InvocationConfiguration.Output;
            try
            {
                var devices = AudioDevices.List();
                if (arguments.GetValue(format) == "json")
                {
                    output.WriteLine(JsonSerializer.Serialize(devices, Json));
                }
                else
                {
                    WriteTable(devices, output);
                }

                return ExitCodes.Ok;
            }
            catch (AudioException fault)
            {
                return FaultReport.Write(fault, showTrace: false, arguments.InvocationConfiguration.Error);
            }
        });
        return command;
    }

    /// <summary>Writes one line per device, as wide as the longest id.</summary>
    /// <param name="devices">The devices.</param>
    /// <param name="output">Receives the table.</param>
    internal static void WriteTable(IReadOnlyList<AudioDevice> devices, TextWriter output)
    {
        if (devices.Count == 0)
        {
            output.WriteLine("There is no device that sound can be captured from.");
            return;
        }

        var width = Math.Max(2, devices.Max(device => device.Id.Length));
        output.WriteLine($"index  {"id".PadRight(width)}  channels     rate  name");
        foreach (var device in devices)
        {
            output.WriteLine(FormattableString.Invariant(
                $"{device.Index,5}  {device.Id.PadRight(width)}  {device.MaxInputChannels,8}  {device.DefaultSampleRate,7:0}  {device.Name}{(device.IsDefault ? " (default)" : "")}{string.Concat(device.StableNames.Select(name => $" = {name}"))}"));
        }
    }
}
