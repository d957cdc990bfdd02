namespace SignupStorm.Reports;

/// <summary>The duplicates at one moment of a variant's run.</summary>
internal readonly record struct Sample(TimeSpan At, int Duplicates);
