using System.Runtime.InteropServices;
using AvianVox.Classification.Inference;

namespace AvianVox.Classification.Tests.Inference;

public sealed partial class RuntimeTelemetryTests
{
    [Fact]
    public void Turned_off_it_is_off_for_native_libraries_and_for_child_processes()
    {
        RuntimeTelemetry.TurnOff();

        Assert.Equal("1", Marshal.PtrToStringUTF8(GetVariable(RuntimeTelemetry.Variable)));
        Assert.Equal("1", Environment.GetEnvironmentVariable(RuntimeTelemetry.Variable));
    }

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetVariable(string name);
}
