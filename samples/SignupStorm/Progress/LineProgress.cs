using System.Diagnostics;

namespace SignupStorm.Progress;

/// <summary>A line every few seconds, for logs and pipes.</summary>
internal sealed class LineProgress(TextWriter output, TimeSpan interval) : IStormProgress
{
    private readonly Lock gate = new();
    private string variant = "";
    private int signUps;
    private int ended;
    private long written;

    public void Begin(string variant, int signUps)
    {
        lock (gate)
        {
            this.variant = variant;
            this.signUps = signUps;
            ended = 0;
            written = Stopwatch.GetTimestamp();
        }
    }

    public void Advance()
    {
        lock (gate)
        {
            ended++;
            if (Stopwatch.GetElapsedTime(written) >= interval)
            {
                written = Stopwatch.GetTimestamp();
                output.WriteLine($"{variant}: {ended} of {signUps} sign-ups");
            }
        }
    }
}
