using System.Globalization;

namespace SignupStorm.Reports;

/// <summary>What a soak must not have done.</summary>
internal static class SoakVerdict
{
    /// <summary>Everything that is wrong with a result; nothing when it passes.</summary>
    public static IReadOnlyList<string> Against(StormResult result)
    {
        List<string> wrong = [];
        Add(result.StoppedBy is not null, $"not finished: {result.StoppedBy}");
        Add(result.Duplicates > 0, $"{result.Duplicates} duplicates");
        Add(result.Lost > 0, $"{result.Lost} lost sign-ups");
        Add(result.Errors > 0, $"{result.Errors} sign-ups ended with an error that is no typed failure");
        foreach ((int index, MemoryUse memory) in result.Memory.Index())
        {
            Add(!memory.IsFlat, $"process {index + 1} used more than {MemoryUse.Tolerance:P0} more memory at the end than in the middle");
        }

        return wrong;

        void Add(bool isWrong, FormattableString text)
        {
            if (isWrong)
            {
                wrong.Add(text.ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}
