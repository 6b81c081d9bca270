using AvianVox.Classification.Packages;
using AvianVox.Listening.Programs;
using AvianVox.Monitor.Cli;
using AvianVox.Monitor.Hosting;
using AvianVox.Station.Journal;

namespace AvianVox.Monitor.Tests.Cli;

public sealed class FaultReportTests
{
    public static TheoryData<Exception, int> Expected => new()
    {
        { new StationException("mic: no such device", ExitCodes.Unavailable), ExitCodes.Unavailable },
        { new ModelPackageException("model.json is missing"), ExitCodes.NoInput },
        { new JournalException(JournalFaultKind.Full, "the disk is full"), ExitCodes.InputOutput },
        { new AggregateException(new JournalException(JournalFaultKind.Full, "the disk is full")), ExitCodes.InputOutput },
    };

    [Theory]
    [MemberData(nameof(Expected), DisableDiscoveryEnumeration = true)]
    public void What_was_to_be_expected_is_told_in_one_line(Exception fault, int code)
    {
        using var error = new StringWriter();
        Assert.Equal(code, FaultReport.Write(fault, showTrace: false, error));
        Assert.Equal((fault.InnerException ?? fault).Message + Environment.NewLine, error.ToString());
    }

    [Fact]
    public void A_fault_of_our_own_says_so_and_its_trace_comes_only_when_asked_for()
    {
        using var error = new StringWriter();
        Assert.Equal(ExitCodes.Software, FaultReport.Write(new InvalidOperationException("odd"), showTrace: false, error));
        Assert.Contains("fault of its own: InvalidOperationException: odd", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
        using var verbose = new StringWriter();
        FaultReport.Write(new InvalidOperationException("odd"), showTrace: true, verbose);
        Assert.Contains("System.InvalidOperationException: odd", verbose.ToString(), StringComparison.Ordinal);
    }
}
