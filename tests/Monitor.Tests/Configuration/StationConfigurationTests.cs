using AvianVox.Listening.Settings;
using System.Text.Json;
using AvianVox.Listening.Sources;
using AvianVox.Monitor.Configuration;
using AvianVox.Station.Mqtt;
using AvianVox.TestSupport;

namespace AvianVox.Monitor.Tests.Configuration;

public sealed class StationConfigurationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static string DefaultFile => Path.Combine(ProjectRoot.Path, "config", "station.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_file_and_settings_the_defaults_hold_and_one_microphone_listens()
    {
        var options = Load();
        var source = Assert.Single(options.Sources);
        Assert.Equal(("mic", "mic", 48_000), (source.Name, source.Input, source.SampleRate));
        Assert.Equal(MqttMode.Embedded, options.Mqtt.Broker);
    }

    [Fact]
    public void The_file_in_the_repository_equals_the_defaults_and_holds_every_setting()
    {
        Assert.Equal(StationConfiguration.Show(Load()), StationConfiguration.Show(StationConfiguration.Load(DefaultFile, [], [])));

        using var document = JsonDocument.Parse(File.ReadAllText(DefaultFile), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        // There are no cameras by default: their settings stand in comments.
        const string Cameras = "Cameras:0:";
        Assert.Equal(KeyNames.Known.Select(key => key.StartsWith(Cameras, StringComparison.Ordinal) ? "Cameras" : key).Distinct(), Leaves(document.RootElement, ""));
        var text = File.ReadAllText(DefaultFile);
        Assert.All(KeyNames.Known.Where(key => key.StartsWith(Cameras, StringComparison.Ordinal)), key => Assert.Contains($"  //   \"{key[Cameras.Length..]}\": ", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_manual_has_a_row_for_every_setting()
    {
        var manual = File.ReadAllText(Path.Combine(ProjectRoot.Path, "docs", "configuration.md"));
        Assert.All(KeyNames.Known, key => Assert.Contains($"| `{key}` |", manual, StringComparison.Ordinal));
    }

    [Fact]
    public void Lists_and_numbers_by_name_come_from_every_layer()
    {
        var file = Write("""{ "Detector": { "Rules": { "Species": { "Exclude": ["a", "b"] }, "Confirmation": { "Windows": { "c": 3 } } } } }""");
        var options = StationConfiguration.Load(file, ["Detector:Rules:Species:Exclude:1=d", "Detector:Rules:Confirmation:Windows:e=1"], [new("AVIANVOX__Detector__Rules__Species__Exclude__2", "f")]);
        Assert.Equal(["a", "d", "f"], options.Detector.Rules.Species.Exclude);
        Assert.Equal([new("c", 3), new("e", 1)], options.Detector.Rules.Confirmation.Windows.OrderBy(entry => entry.Key));
    }

    [Fact]
    public void A_species_is_not_both_exempt_and_asked_for_more_windows()
    {
        var error = Assert.Throws<ConfigurationException>(() => Load("Detector:Rules:Confirmation:Windows:comcuc=3", "Detector:Rules:Confirmation:Exempt:0=ComCuc"));
        Assert.Contains("asks 3 windows of it", Assert.Single(error.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_file_is_read_with_the_configuration_and_a_box_needs_a_place()
    {
        var file = _folder.File("range.csv");
        File.WriteAllText(file, "species,weeks,south,north,west,east\ncomcuc,50,40,60,-10,10\ncomcuc,14-30,40,60,-10,10\n");
        var error = Assert.Throws<ConfigurationException>(() => Load($"Detector:Rules:Range:File={file}"));
        Assert.Equal(["Detector:Rules:Range:File", "Station:Latitude"], error.Faults.Select(fault => fault.Key));
        Assert.StartsWith("line 2: weeks is '50'", error.Faults[0].Message, StringComparison.Ordinal);
        Assert.StartsWith($"{file} line 3 has a bounding box", error.Faults[1].Message, StringComparison.Ordinal);
        File.WriteAllText(file, "species,weeks,south,north,west,east\ncomcuc,14-30,40,60,-10,10\n");
        Load($"Detector:Rules:Range:File={file}", "Station:Latitude=51", "Station:Longitude=0");
    }

    [Fact]
    public void What_is_shown_can_be_loaded_again()
    {
        string[] sets = ["Station:Id=reed-bed", "Station:Latitude=51.5", "Station:Longitude=-0.25", "Detector:Thresholds:Common Cuckoo=0.7", "Sources:0:StartTime=2024-05-04T04:30:00Z"];
        var shown = StationConfiguration.Show(Load(sets));
        Assert.Equal(shown, StationConfiguration.Show(StationConfiguration.Load(Write(shown), [], [])));
        Assert.Contains("reed-bed", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_shown_nowhere()
    {
        string[] sets = ["Mqtt:User=jay", "Mqtt:Password=hunter2", "Mqtt:Url=mqtt://broker"];
        var shown = StationConfiguration.Show(Load(sets));
        Assert.DoesNotContain("hunter2", shown, StringComparison.Ordinal);
        Assert.Contains("\"Password\": \"***\"", shown, StringComparison.Ordinal);

        var error = Assert.Throws<ConfigurationException>(() => Load("Mqtt:Password=hunter2", "Mqtt:Url=mqtt://jay:hunter2@broker"));
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_wins_over_the_environment_and_that_over_the_file()
    {
        var file = Write("""{ "Station": { "Id": "file", "Name": "File" }, "Model": { "Threads": 2 }, "Sources": [ { "Name": "pond", "Input": "pond.wav", }, ], }""");
        var environment = new Dictionary<string, string?>
        {
            ["AVIANVOX__Station__Id"] = "environment",
            ["AVIANVOX__Station__Name"] = "Environment",
            ["AVIANVOX__Sources__0__Pace"] = "max",
            ["AVIANVOX_DATA"] = "somewhere",
            ["PATH"] = "/bin",
        };
        var options = StationConfiguration.Load(file, ["station:id=set"], environment);
        Assert.Equal(("set", "Environment", 2), (options.Station.Id, options.Station.Name, options.Model.Threads));
        Assert.Equal(("pond", "pond.wav", Pace.Max), (options.Sources[0].Name, options.Sources[0].Input, options.Sources[0].Pace));
    }

    [Fact]
    public void Naming_an_outside_broker_is_all_it_takes()
    {
        Assert.Equal(MqttMode.External, Load("Mqtt:Url=mqtts://broker.example").Mqtt.Broker);
        Assert.Equal(MqttMode.Off, Load("Mqtt:Url=mqtt://broker", "Mqtt:Mode=off").Mqtt.Broker);
        Assert.Equal(MqttMode.Embedded, Load("Mqtt:Url=").Mqtt.Broker);
    }

    [Fact]
    public void All_faults_are_told_at_once_with_key_value_origin_and_what_is_allowed()
    {
        var file = Write("""
            {
              // comments are fine
              "Station": { "Id": "Reed Bed", "Latitude": 95 },
              "Detector": { "StrideFrames": "many", "Treshold": 0.5, "Thresholds": { "common-cuckoo": 1.5 }, "ConfirmWindows": 4 },
              "Sources": [ { "Name": "a" }, { "Name": "a", "Format": "S24" } ],
              "Mqt": { "Url": "mqtt://x" },
              "Model": 7,
            }
            """);
        var environment = new Dictionary<string, string?> { ["AVIANVOX__Model__Threads"] = "0" };
        var error = Assert.Throws<ConfigurationException>(() => StationConfiguration.Load(file, ["Detector:MaxSeconds=1e9", "nonsense"], environment));

        string[] expected =
        [
            "--set nonsense: must be KEY=VALUE, such as --set Detector:Threshold=0.6",
            $"Detector:StrideFrames = \"many\" ({file}, line 4): must be a whole number from 1 to 4096",
            $"Detector:Treshold ({file}, line 4): there is no such setting; did you mean Detector:Threshold?",
            $"Mqt ({file}, line 6): there is no such setting; did you mean Mqtt?",
            $"Sources:1:Format = \"S24\" ({file}, line 5): must be one of S16, F32",
            $"Station:Id = \"Reed Bed\" ({file}, line 3): must be 1 to 64 lower-case letters, digits and hyphens",
            $"Station:Latitude = \"95\" ({file}, line 3): must be from -90 to 90",
            "Model:Threads = \"0\" (AVIANVOX__Model__Threads): must be from 1 to 16",
            $"Detector:Thresholds:common-cuckoo = \"1.5\" ({file}, line 4): must be greater than 0 and at most 1",
            "Detector:MaxSeconds = \"1000000000\" (--set): must be from 5 to 3600",
            "Station:Longitude = \"null\": latitude and longitude go together: set both or none",
            $"Sources:1:Name = \"a\" ({file}, line 5): another source has this name; topics and tables need different ones",
            $"Detector:ConfirmWindows = \"4\" ({file}, line 4): must be at most Detector:OfWindows, which is 3",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), error.Faults.Select(fault => fault.ToString()).Order(StringComparer.Ordinal));
        Assert.Contains($"The configuration has {expected.Length} faults:", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Model:Thread=2", "did you mean Model:Threads?")]
    [InlineData("Threads=2", "did you mean Model:Threads?")]
    [InlineData("Mqtt:Xyzzyplugh=2", "this group holds Mode, Listen, Url")]
    [InlineData("Sources:0:Inptu=mic", "did you mean Sources:0:Input?")]
    [InlineData("Sources:mic:Input=mic", "must be numbered")]
    [InlineData("Mqtt=off", "is a group of settings")]
    [InlineData("Sources=mic", "is a list of sources")]
    [InlineData("Sources:0=mic", "must be a group")]
    [InlineData("Station:Id:Name=x", "is one value")]
    [InlineData("Detector:Thresholds=0.5", "is a group of numbers by name")]
    [InlineData("Detector:Thresholds:cuckoo=high", "must be a number with a point")]
    [InlineData("Detector:Rules:Species:Exclude=comcuc", "is a list: [ \"...\" ], or Detector:Rules:Species:Exclude:0=... in a --set")]
    [InlineData("Detector:Rules:Species:Exclude:first=comcuc", "must be numbered: Detector:Rules:Species:Exclude:0 is the first")]
    [InlineData("Detector:Rules:Species:Exclude:0:Name=comcuc", "is one value, not a group or a list")]
    [InlineData("Detector:Rules:Species:Exclude:0= ", "must be a label's code")]
    [InlineData("Detector:Rules:Confirmation:Windows:comcuc=1.5", "must be a whole number")]
    [InlineData("Detector:Rules:Confirmation:Windows:comcuc=0", "must be from 1 to 32")]
    [InlineData("Detector:Rules:Confirmation:Windows:comcuc=4", "must be at most Detector:OfWindows, which is 3")]
    [InlineData("Detector:Rules:Range:File=nowhere.csv", "there is no such file")]
    [InlineData("Detector:Rules:Range:Unlisted=maybe", "must be one of Reject, Allow")]
    [InlineData("Detector:Rules:Dog:Threshold=2", "must be greater than 0 and at most 1")]
    [InlineData("Detector:Threshold=0,6", "must be a number with a point")]
    [InlineData("Detector:Threshold=0", "must be greater than 0 and at most 1")]
    [InlineData("Detector:Threshold=NaN", "must be a number")]
    [InlineData("Model:Threads=1.5", "must be a whole number from 1 to 16")]
    [InlineData("Model:Threads=", "must be a whole number from 1 to 16")]
    [InlineData("Sources:0:Live=true", "is for standard input")]
    [InlineData("Sources:0:Pace=1", "must be one of Real, Max")]
    [InlineData("Sources:0:StartTime=2024-05-04T04:30:00", "with its zone")]
    [InlineData("Station:TimeZone=Europe/Atlantis", "IANA time zone")]
    [InlineData("Mqtt:Url=http://broker", "must be mqtt://HOST")]
    [InlineData("Mqtt:Url=broker", "must be mqtt://HOST")]
    [InlineData("Mqtt:Mode=External", "needs the address")]
    [InlineData("Mqtt:Listen=localhost", "must be an IP address and a port")]
    [InlineData("Mqtt:Listen=0.0.0.0:1883", "needs Mqtt:User and Mqtt:Password")]
    [InlineData("Mqtt:CaFile=nowhere.pem", "there is no such file")]
    [InlineData("Mqtt:Password=x", "a password needs a user")]
    [InlineData("Mqtt:TopicPrefix=birds/#", "without +, #")]
    [InlineData("Mqtt:TopicPrefix=/birds", "levels divided by /")]
    [InlineData("Data:Folder= ", "must be the path of a folder")]
    public void Each_fault_says_the_way_out(string set, string part)
    {
        var error = Assert.Throws<ConfigurationException>(() => Load(set));
        Assert.Contains(part, Assert.Single(error.Faults).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n  \"Station\": {\n    \"Id\": oops\n  }\n}", ", line 3, position 11: names and texts stand between straight quotation marks")]
    [InlineData("[]", "must hold one object")]
    [InlineData("{", ", line 1, position 2: the file ends too early")]
    [InlineData("""{ "Model": { "Threads": 1, "threads": 2 } }""", "Model:threads", "is set twice")]
    [InlineData("""{ "Model": { "Threads": null } }""", "Model:Threads = \"null\"", "must be a whole number")]
    public void A_file_that_cannot_be_read_as_json_is_told_by_line_and_position(string json, params string[] parts)
    {
        var file = Write(json);
        var error = Assert.Throws<ConfigurationException>(() => StationConfiguration.Load(file, [], []));
        var fault = Assert.Single(error.Faults).ToString();
        Assert.Contains(file, fault, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_named_file_that_is_missing_is_a_fault()
    {
        var error = Assert.Throws<ConfigurationException>(() => StationConfiguration.Load(_folder.File("gone.json"), [], []));
        Assert.Contains("gone.json: there is no such file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        var file = _folder.File("bom.json");
        File.WriteAllText(file, """{ "Station": { "Id": "marked" } }""", new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal("marked", StationConfiguration.Load(file, [], []).Station.Id);
    }

    [Fact]
    public void Options_put_together_by_a_program_are_checked_too()
    {
        var options = new StationOptions();
        Assert.Throws<ConfigurationException>(() => StationConfiguration.Validate(options));
        options.Sources.Add(new SourceOptions());
        StationConfiguration.Validate(options);
        options.Detector.Threshold = 2;
        var error = Assert.Throws<ConfigurationException>(() => StationConfiguration.Validate(options));
        Assert.Equal("Detector:Threshold", Assert.Single(error.Faults).Key);
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("Treshold", "Threshold", 1)]
    [InlineData("inptu", "Input", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_slips_of_the_finger(string a, string b, int distance)
    {
        Assert.Equal(distance, EditDistance.Between(a, b));
        Assert.Equal(distance, EditDistance.Between(b, a));
    }

    private StationOptions Load(params string[] sets) => StationConfiguration.Load(Write("{}"), sets, []);

    private string Write(string json)
    {
        var file = _folder.File("station.json");
        File.WriteAllText(file, json);
        return file;
    }

    private static IEnumerable<string> Leaves(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object when element.EnumerateObject().Any() => element.EnumerateObject().SelectMany(member => Leaves(member.Value, $"{path}{(path.Length == 0 ? "" : ":")}{member.Name}")),
        JsonValueKind.Array when element.GetArrayLength() > 0 => element.EnumerateArray().Index().SelectMany(item => Leaves(item.Item, $"{path}:{item.Index}")),
        _ => [path],
    };
}
