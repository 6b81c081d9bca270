using AvianVox.Training.Splits;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AvianVox.Training.Benchmarks;

/// <summary>A network with one hidden layer, as scikit-learn's MLPClassifier with its defaults.</summary>
/// <remarks>
/// 100 ReLU units; Adam at 0.001 on cross-entropy and half of 1e-4 times the squared weights per row; batches of 200 or of
/// all there are; at most 200 epochs, fewer once the loss has not fallen by 1e-4 for more than ten. Fitted by torch in
/// double; Torch.TorchRuntime.Start is to be called before.
/// </remarks>
internal sealed class MultilayerPerceptron
{
    private const int Hidden = 100;
    private const double LearningRate = 1e-3;
    private const double Decay = 1e-4;
    private const int LargestBatch = 200;
    private const int Epochs = 200;
    private const int Patience = 10;
    private const double Tolerance = 1e-4;

    private readonly int _classes;
    private readonly int[] _known;
    private readonly double[][] _weights;

    private MultilayerPerceptron(int classes, int[] known, double[][] weights)
    {
        _classes = classes;
        _known = known;
        _weights = weights;
    }

    /// <summary>Fits.</summary>
    /// <param name="rows">Training rows, scaled; at least one.</param>
    /// <param name="labels">Class of each row, from 0.</param>
    /// <param name="classes">Number of classes; one that has no row is never named.</param>
    /// <param name="seed">Decides the weights at the start and the order of the rows.</param>
    /// <param name="stop">Ends fitting.</param>
    public static MultilayerPerceptron Fit(
        IReadOnlyList<double[]> rows, IReadOnlyList<int> labels, int classes, uint seed, CancellationToken stop)
    {
        int[] known = [.. labels.Distinct().Order()];
        var random = new NumpyRandom(seed);
        using var scope = NewDisposeScope();
        var inputs = tensor(rows.SelectMany(r => r).ToArray(), [rows.Count, rows[0].Length]);
        var targets = tensor(labels.Select(l => (long)Array.BinarySearch(known, l)).ToArray());
        Parameter[] parameters = [.. Layer(rows[0].Length, Hidden, random), .. Layer(Hidden, known.Length, random)];
        using var adam = optim.Adam(parameters, LearningRate);
        var (best, worse) = (double.PositiveInfinity, 0);
        for (var epoch = 0; epoch < Epochs && worse <= Patience; epoch++)
        {
            stop.ThrowIfCancellationRequested();
            var loss = 0.0;
            foreach (var batch in random.Permutation(rows.Count).Chunk(LargestBatch))
            {
                loss += Step(adam, parameters, inputs, targets, batch) * batch.Length / rows.Count;
            }

            worse = loss > best - Tolerance ? worse + 1 : 0;
            best = Math.Min(best, loss);
        }

        return new MultilayerPerceptron(classes, known, Array.ConvertAll(parameters, p => p.detach().data<double>().ToArray()));
    }

    /// <summary>Logits.</summary>
    /// <param name="row">Features, scaled.</param>
    /// <returns>One value per class; minus infinity for a class that had no rows.</returns>
    public double[] Scores(double[] row)
    {
        var hidden = Array.ConvertAll(Dense(row, _weights[0], _weights[1]), h => Math.Max(0, h));
        var scores = new double[_classes];
        Array.Fill(scores, double.NegativeInfinity);
        foreach (var (at, logit) in Dense(hidden, _weights[2], _weights[3]).Index())
        {
            scores[_known[at]] = logit;
        }

        return scores;
    }

    private static double Step(optim.Optimizer adam, Parameter[] p, Tensor inputs, Tensor targets, int[] batch)
    {
        using var scope = NewDisposeScope();
        var chosen = tensor(Array.ConvertAll(batch, i => (long)i));
        adam.zero_grad();
        var logits = inputs.index_select(0, chosen).matmul(p[0]).add(p[1]).relu().matmul(p[2]).add(p[3]);
        var loss = nn.functional.cross_entropy(logits, targets.index_select(0, chosen))
            + ((p[0].square().sum() + p[2].square().sum()) * (Decay / 2 / batch.Length));
        loss.backward();
        adam.step();
        return loss.item<double>();
    }

    /// <summary>Weights [inputs, outputs] and biases, both drawn as Glorot and Bengio (2010) say for weights.</summary>
    private static Parameter[] Layer(int inputs, int outputs, NumpyRandom random)
    {
        var bound = Math.Sqrt(6.0 / (inputs + outputs));
        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Uniform(-bound, bound))];
        return [new Parameter(tensor(Draw(inputs * outputs), [inputs, outputs])), new Parameter(tensor(Draw(outputs)))];
    }

    private static double[] Dense(double[] input, double[] weights, double[] biases)
    {
        var output = (double[])biases.Clone();
        for (var i = 0; i < input.Length; i++)
        {
            for (var o = 0; o < output.Length; o++)
            {
                output[o] += input[i] * weights[(i * output.Length) + o];
            }
        }

        return output;
    }
}
