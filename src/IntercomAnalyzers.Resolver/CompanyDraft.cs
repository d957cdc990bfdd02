namespace IntercomAnalyzers.Resolver;

/// <summary>A company to create or update, and to attach to the contact. Not thread-safe.</summary>
public sealed class CompanyDraft
{
    /// <summary>The application's own key of the company. Trimmed; required; Intercom never changes it.</summary>
    public string? CompanyId { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The name of the plan.</summary>
    public string? Plan { get; set; }

    /// <summary>The monthly revenue, in whole units.</summary>
    public int? MonthlySpend { get; set; }

    /// <summary>The number of employees.</summary>
    public int? Size { get; set; }

    /// <summary>The website.</summary>
    public string? Website { get; set; }

    /// <summary>The industry.</summary>
    public string? Industry { get; set; }

    /// <summary>When the application created the company; sent as Unix seconds.</summary>
    public DateTimeOffset? RemoteCreatedAt { get; set; }

    /// <summary>Custom attributes, which must exist in the workspace. Dates are sent as Unix seconds; nulls are left out.</summary>
    public IDictionary<string, object?> CustomAttributes { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);
}
