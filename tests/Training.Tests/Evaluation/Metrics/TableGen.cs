using AvianVox.Training.Evaluation.Metrics;
using CsCheck;

namespace AvianVox.Training.Tests.Evaluation.Metrics;

/// <summary>Tables with many ties, the hard case of everything that orders scores.</summary>
internal static class TableGen
{
    public static readonly Gen<ScoreTable> Any =
        from classes in Gen.Int[1, 6]
        from count in Gen.Int[1, 40]
        from scores in Gen.Int[0, 8].Array[classes * count]
        from right in Gen.Int[0, classes - 1].Array[count]
        select new ScoreTable([.. scores.Select(s => s / 8f)], classes, right);
}
