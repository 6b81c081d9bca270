using System.Text.Json;
using AvianVox.Monitor.Doctor;

namespace AvianVox.Monitor.Tests.Doctor;

public sealed class CheckReportTests
{
    [Fact]
    public async Task The_worst_decides_and_each_fault_comes_with_its_fix()
    {
        var report = new CheckReport();
        await report.RunAsync(new Check("disk", Finding.Ok("room")), TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Ok, report.Worst);
        await report.RunAsync(new Check("broker", Finding.Fault("nothing\nlistens", "Start it."), Finding.Warning("slow", "Wait.")), TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Fault, report.Worst);

        using var json = new StringWriter();
        report.WriteJson(json);
        var root = JsonDocument.Parse(json.ToString()).RootElement;
        Assert.Equal("fault", root.GetProperty("verdict").GetString());
        Assert.Equal(
            [("disk", "ok", null), ("broker", "fault", "Start it."), ("broker", "warning", "Wait.")],
            root.GetProperty("findings").EnumerateArray().Select(each => (each.GetProperty("check").GetString(), each.GetProperty("verdict").GetString(), each.GetProperty("fix").GetString())));

        using var sum = new StringWriter();
        report.WriteSum(sum);
        Assert.Equal("1 fault(s), 1 warning(s).", sum.ToString().Trim());
    }

    [Fact]
    public void A_table_keeps_to_one_line_each_and_puts_the_fix_below()
    {
        using var output = new StringWriter();
        CheckReport.WriteLines("broker", [Finding.Fault("nothing\nlistens", "Start it.")], output);
        var lines = output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal("FAULT    broker             nothing listens", lines[0]);
        Assert.Equal("-> Start it.", lines[1].Trim());
    }

    private sealed class Check(string name, params Finding[] findings) : ICheck
    {
        public string Name => name;

        public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Finding>>(findings);
    }
}
