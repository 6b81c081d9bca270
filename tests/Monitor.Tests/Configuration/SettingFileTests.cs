using System.Globalization;
using System.Text;
using AvianVox.Monitor.Configuration;
using AvianVox.TestSupport;

namespace AvianVox.Monitor.Tests.Configuration;

/// <summary>Configuration files as people, editors and accidents make them.</summary>
public sealed class SettingFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, byte[], string> Bytes { get; } = new()
    {
        { "UTF-16, little end first", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{ }")], ": is written in UTF-16 or UTF-32; save it as UTF-8" },
        { "UTF-16, big end first", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("{ }")], ": is written in UTF-16 or UTF-32; save it as UTF-8" },
        { "UTF-16 without a mark", Encoding.Unicode.GetBytes("{ }"), ": is written in UTF-16 or UTF-32; save it as UTF-8" },
        { "UTF-32", [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes("{ }")], ": is written in UTF-16 or UTF-32; save it as UTF-8" },
        { "Latin-1", Encoding.Latin1.GetBytes("{\n  \"Station\": { \"Name\": \"Teich Süd\" } }"), ", line 2, position 32: this character is not UTF-8" },
        { "zeros", new byte[100], ": is written in UTF-16 or UTF-32; save it as UTF-8" },
        { "empty", [], ": is empty; { } alone leaves every setting at its default" },
        { "spaces", " \r\n\t\n"u8.ToArray(), ": is empty" },
        { "a mark alone", [0xEF, 0xBB, 0xBF], ": is empty" },
        { "large", [.. "{ }"u8, .. Enumerable.Repeat((byte)' ', SettingFile.MostBytes)], ": is larger than 1 MiB" },
        { "a list", "[]"u8.ToArray(), ": must hold one object, { ... }" },
        { "a number", "7"u8.ToArray(), ": must hold one object, { ... }" },
        { "cut off", "{ \"Station\": { \"Id\": \"pond\""u8.ToArray(), ", line 1, position 28: the file ends too early" },
        { "cut off in a text", "{ \"Station\": { \"Id\": \"po"u8.ToArray(), "the file ends too early" },
        { "two files in one", "{ }\n{ }"u8.ToArray(), ", line 2, position 1: " },
        { "typographic", "{ \u201CStation\u201D: { } }"u8.ToArray(), ", line 1, position 3: these quotation marks are typographic" },
        { "guillemets", "{ \u00ABStation\u00BB: { } }"u8.ToArray(), "these quotation marks are typographic" },
        { "apostrophes", "{ 'Station': { } }"u8.ToArray(), ", line 1, position 3: texts stand between straight double quotation marks" },
        { "a decimal comma", "{ \"Detector\": { \"Threshold\": 0,6 } }"u8.ToArray(), ", line 1, position 32: a number has a point before its decimals, not a comma: 0.6" },
        { "not a number", "{ \"Detector\": { \"Threshold\": NaN } }"u8.ToArray(), ", line 1, position 30: names and texts stand between" },
        { "YAML", "Station:\n  Id: pond\n"u8.ToArray(), ", line 1, position 1: names and texts stand between" },
        { "an equals sign", "{ \"Data\" = { } }"u8.ToArray(), "a colon stands between a name and its value" },
        { "a comma missing", "{ \"Station\": { }\n  \"Data\": { } }"u8.ToArray(), ", line 2, position 3: a comma is missing before this" },
        { "a backslash", "{ \"Data\": { \"Folder\": \"C:\\data\" } }"u8.ToArray(), "a backslash within a text is written twice" },
        { "a broken line", "{ \"Station\": { \"Id\": \"po\nnd\" } }"u8.ToArray(), "a text ends on the line it begins on" },
        { "half a character", "{ \"Station\": { \"Id\": \"\\ud83d\" } }"u8.ToArray(), "Station:Id (" },
        { "half a character in a name", "{ \"Station\": { \"\\ud83d\": 1 } }"u8.ToArray(), "holds half a character" },
        { "a control character", "{ \"Data\": { \"Folder\": \"a\\u0000b\" } }"u8.ToArray(), "Data:Folder (" },
        { "a bell", "{ \"Mqtt\": { \"Species\": [\"a\\u0007\"] } }"u8.ToArray(), "holds the control character U+0007" },
        { "too deep", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100)), "stand within too many others" },
    };

    [Theory]
    [MemberData(nameof(Bytes))]
    public void Whatever_its_bytes_are_it_is_one_fault_in_our_own_words(string kind, byte[] bytes, string told)
    {
        var file = _folder.File("station.json");
        File.WriteAllBytes(file, bytes);
        var error = Assert.Throws<ConfigurationException>(() => StationConfiguration.Load(file, [], []));
        // A name that is no setting is told beside what is wrong with its letters.
        var fault = error.Faults[0].ToString();
        Assert.True(error.Faults.Count == 1 || kind.EndsWith("a name", StringComparison.Ordinal), error.Message);
        Assert.Contains(told, fault, StringComparison.Ordinal);
        Assert.Contains(file, fault, StringComparison.Ordinal);
        Assert.DoesNotMatch("System|Json|invalid|0x|token", fault.Replace(file, "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        var error = Assert.Throws<ConfigurationException>(() => StationConfiguration.Load(_folder.Path, [], []));
        Assert.EndsWith(": is a folder; name the file in it", Assert.Single(error.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_without_its_quotation_marks_is_not_repeated()
    {
        var file = _folder.File("station.json");
        File.WriteAllText(file, """{ "Mqtt": { "Password": hunter2, "User": "jay" } }""");
        var error = Assert.Throws<ConfigurationException>(() => StationConfiguration.Load(file, [], []));
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'h'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_damaged_files_are_faults_of_the_configuration_or_none()
    {
        var whole = File.ReadAllBytes(Path.Combine(ProjectRoot.Path, "config", "station.json"));
        var file = _folder.File("station.json");
        var random = new Random(20_241_129);
        for (var round = 0; round < 1_000; round++)
        {
            var bytes = Damaged(whole, random);
            File.WriteAllBytes(file, bytes);
            try
            {
                StationConfiguration.Show(StationConfiguration.Load(file, [], []));
            }
            catch (ConfigurationException error)
            {
                Assert.DoesNotMatch("System\\.|BytePosition|JSON token", error.Message);
            }
            catch (Exception error)
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"round {round}: {error}"));
            }
        }
    }

    [Fact]
    public void No_value_of_any_setting_breaks_the_program()
    {
        string[] odd =
        [
            "", " ", "\t", "-1", "0", "1e999", "NaN", "0,6", "true", "null", "{}", "[", "../../x", "/", "a:b@c", "mqtt://[::1", "http://", "http://:0", "://", "rtsp://u:p#w@h", "x=y", "%",
            "\uD83D", "\uFFFF", "é", "\u202E", "05:00..", "sunset", "2024-13-40T99:99:99Z", "9999-12-31T23:59:59+14:00", "99999999999999999999999", new string('x', 5_000),
        ];
        foreach (var key in KeyNames.Known)
        {
            foreach (var value in odd)
            {
                foreach (var place in new[] { key, $"{key}:0", $"{key}:x" })
                {
                    try
                    {
                        StationConfiguration.Show(StationConfiguration.Load(null, [$"{place}={value}"], []));
                    }
                    catch (ConfigurationException)
                    {
                        // As it should be.
                    }
                    catch (Exception error)
                    {
                        Assert.Fail($"{place}={value}: {error}");
                    }
                }
            }
        }
    }

    private static byte[] Damaged(byte[] whole, Random random)
    {
        var bytes = whole.ToList();
        for (var wound = random.Next(1, 4); wound > 0; wound--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 400), bytes.Count - at)));
                    break;
                case 3:
                    bytes.Insert(at, (byte)"{}[]\",:\\\0\a'0-"[random.Next(13)]);
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }
}
