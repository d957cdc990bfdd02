namespace IntercomAnalyzers.Resolver;

/// <summary>The person to find or create. Send every identifier the application knows. Not thread-safe.</summary>
public sealed class ContactDraft
{
    private Dictionary<string, object?>? _customAttributes;
    private Dictionary<string, object?>? _otherFields;
    private List<CompanyDraft>? _companies;

    /// <summary>The role to create; an existing contact of either role is used first. Default: user.</summary>
    public ContactRole Role { get; set; }

    /// <summary>The application's own key. Trimmed; compared exactly. Required for a user without <see cref="Email"/>.</summary>
    public string? ExternalId { get; set; }

    /// <summary>The email. Trimmed and lower-cased. Required for a lead, and for a user without <see cref="ExternalId"/>.</summary>
    public string? Email { get; set; }

    /// <summary>The phone.</summary>
    public string? Phone { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>When the person signed up; sent as Unix seconds.</summary>
    public DateTimeOffset? SignedUpAt { get; set; }

    /// <summary>Custom attributes, which must exist in the workspace. Dates are sent as Unix seconds; nulls are left out.</summary>
    public IDictionary<string, object?> CustomAttributes => _customAttributes ??= new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>Further fields under Intercom's own names (avatar, owner_id, unsubscribed_from_emails, ...), sent as given; nulls are left out.</summary>
    public IDictionary<string, object?> OtherFields => _otherFields ??= new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>
    /// Companies to create or update by their key and to attach, once the contact is resolved. This is done for found and created contacts alike, whatever
    /// <see cref="UpdateExisting"/> says; companies that are not listed stay attached.
    /// </summary>
    public IList<CompanyDraft> Companies => _companies ??= [];

    /// <summary>False: a contact that exists is returned as it is. True: the fields set here are written to it.</summary>
    public bool UpdateExisting { get; set; }

    /// <summary>True when there are fields besides those with a property of their own.</summary>
    internal bool HasMoreFields => _customAttributes is { Count: > 0 } || _otherFields is { Count: > 0 };

    internal bool HasCompanies => _companies is { Count: > 0 };
}
