using System.Text.Json.Serialization;

namespace AvianVox.Station.Messages;

/// <summary>
/// How each message is written, generated while the program is built. <see cref="MessageJson"/> adds how texts are escaped, and is
/// the one to use.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DetectionMessage))]
[JsonSerializable(typeof(GapMessage))]
[JsonSerializable(typeof(EffortMessage))]
[JsonSerializable(typeof(HealthMessage))]
[JsonSerializable(typeof(SourceHealthMessage))]
[JsonSerializable(typeof(CommandAnswer))]
[JsonSerializable(typeof(ShotMessage))]
[JsonSerializable(typeof(HomeAssistantEntity))]
[JsonSerializable(typeof(BirdnetGoMessage))]
internal sealed partial class MessageContext : JsonSerializerContext;
