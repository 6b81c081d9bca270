using AvianVox.Listening.Settings;
using AvianVox.Monitor.Configuration;
using AvianVox.Station.Camera;
using AvianVox.StationSupport;

namespace AvianVox.Monitor.Tests.Configuration;

public sealed class CameraRulesTests
{
    [Theory]
    [InlineData("Cameras:0:Name=nest", "Cameras:0 (--set): does nothing")]
    [InlineData("Cameras:0:Command:0=snap {bird}", "there is no placeholder {bird}; there are {species}")]
    [InlineData("Cameras:0:Command:0= ", "must be the name or path of a program")]
    [InlineData("Cameras:0:Url=ftp://camera", "must be http://HOST/PATH")]
    [InlineData("Cameras:0:Url=/snap", "must be http://HOST/PATH")]
    [InlineData("Cameras:0:MqttTopic=garden/#", "must be a topic without + and #")]
    [InlineData("Cameras:0:Confidence=2", "must be from 0 to 1")]
    [InlineData("Cameras:0:GpioPin=-1", "must be from 0 to 1023")]
    [InlineData("Cameras:0:Extension=j p", "must be 1 to 5 lower-case letters and digits")]
    [InlineData("Cameras:0:Sources:0=pond", "no source has this name; there is mic")]
    [InlineData("Cameras:0:DayOnly=true", "needs to know where the sun rises")]
    [InlineData("Cameras:0:Sped=1", "there is no such setting")]
    [InlineData("Cameras=nest", "is a list of cameras")]
    public void What_is_wrong_is_told(string set, string message)
    {
        var error = Assert.Throws<ConfigurationException>(() => StationConfiguration.Load(null, [set], []));
        Assert.Contains(error.Faults, fault => fault.ToString().Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_placeholder_in_a_shells_script_is_refused_and_beside_it_is_not()
    {
        Assert.Throws<ConfigurationException>(() => Load("Cameras:0:Command:0=/bin/bash", "Cameras:0:Command:1=-c", "Cameras:0:Command:2=snap '{species}'"));
        var options = Load("Cameras:0:Command:0=bash", "Cameras:0:Command:1=-c", "Cameras:0:Command:2=snap \"$1\"", "Cameras:0:Command:3=bash", "Cameras:0:Command:4={species}");
        Assert.Equal("{species}", options.Cameras[0].Command[4]);
    }

    [Theory]
    [InlineData("bash", "-ec", "snap '{species}'")]
    [InlineData("bash", "-ec", "{species}")]
    [InlineData("env", "sh", "-c", "echo {scientific}")]
    [InlineData("env", "sh", "-c", "{path}; ls")]
    [InlineData("timeout", "5", "sh", "-c", "echo {species} > /tmp/x")]
    [InlineData("ssh", "pi", "snap {species}")]
    [InlineData("my-own-program", "--title={species}")]
    [InlineData("my-own-program", "--title", "{species}")]
    [InlineData("{species}")]
    [InlineData("python3", "-c", "print('{code}')")]
    public void No_name_and_no_placeholder_reaches_a_script_whatever_the_program(params string[] command)
    {
        var error = Assert.Throws<ConfigurationException>(() => Load([.. command.Select((argument, index) => $"Cameras:0:Command:{index}={argument}")]));
        Assert.Contains(error.Faults, fault => fault.Key.StartsWith("Cameras:0:Command:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rpicam-still", "-o", "{path}")]
    [InlineData("rpicam-still", "--output={path}", "--timeout", "1")]
    [InlineData("gst-launch-1.0", "filesink", "location={path}")]
    [InlineData("sh", "-c", "printf '%s' \"$0\" > \"$1\"", "{species}", "{path}")]
    [InlineData("timeout", "5", "my-own-program", "{path}", "{species}", "{scientific}")]
    public void What_is_an_argument_of_its_own_is_taken(params string[] command) =>
        Assert.Equal(command, Load([.. command.Select((argument, index) => $"Cameras:0:Command:{index}={argument}")]).Cameras[0].Command);

    [Fact]
    public void Two_cameras_have_two_names_and_a_message_needs_a_broker()
    {
        var error = Assert.Throws<ConfigurationException>(() => Load("Cameras:0:MqttTopic=a", "Cameras:1:GpioPin=4", "Mqtt:Mode=Off"));
        Assert.Equal(["Cameras:0:MqttTopic", "Cameras:1:Name"], error.Faults.Select(fault => fault.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_user_and_a_key_in_an_address_are_not_shown()
    {
        var options = Load("Cameras:0:Url=http://owl:secret@camera/snap?key=secret");
        Assert.DoesNotContain("secret", StationConfiguration.Show(options), StringComparison.Ordinal);
        var error = Assert.Throws<ConfigurationException>(() => Load("Cameras:0:Url=http://owl:secret@camera/{bird}?key=secret"));
        Assert.Contains("{bird}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_species_that_no_model_knows_is_a_fault()
    {
        var faults = new List<ConfigurationFault>();
        CameraFactory.Check([new CameraOptions { Species = ["great tit", "heron"] }], DetectorBench.Labels, faults);
        Assert.Equal(("Cameras:0:Species:1", "heron"), faults.Select(fault => (fault.Key, fault.Value)).Single());
    }

    private static StationOptions Load(params string[] sets) => StationConfiguration.Load(null, sets, []);
}
