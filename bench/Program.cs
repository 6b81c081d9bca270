using AvianVox.Bench.Dsp;

DspSummary.Print();
