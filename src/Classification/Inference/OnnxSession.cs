using Microsoft.ML.OnnxRuntime;

namespace AvianVox.Classification.Inference;

/// <summary>Begins with ONNX Runtime: the one place where its options, and with them its library, come into the process.</summary>
internal static class OnnxSession
{
    /// <summary>Options for a small machine: operators one after the other, and no more threads than are asked for.</summary>
    /// <param name="threads">Threads that share the work of one operator; at least 1.</param>
    /// <param name="optimisation">What is made of the graph.</param>
    /// <param name="log">From which severity on the library tells on standard error.</param>
    public static SessionOptions Options(int threads, GraphOptimizationLevel optimisation, OrtLoggingLevel log)
    {
        RuntimeTelemetry.TurnOff();
        return new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = optimisation,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = log,
        };
    }
}
