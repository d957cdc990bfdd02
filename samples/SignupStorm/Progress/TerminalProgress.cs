using Spectre.Console;

namespace SignupStorm.Progress;

/// <summary>A bar per variant.</summary>
internal sealed class TerminalProgress(ProgressContext context) : IStormProgress
{
    private ProgressTask? task;

    public void Begin(string variant, int signUps) => task = context.AddTask(Markup.Escape(variant), maxValue: signUps);

    public void Advance() => task?.Increment(1);
}
