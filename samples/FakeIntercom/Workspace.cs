using System.Globalization;

namespace FakeIntercom;

/// <summary>The contacts of the fake and the requests that it received. Thread-safe.</summary>
public sealed class Workspace
{
    private readonly List<List<StoredContact>> histories = [];
    private readonly Dictionary<string, List<StoredContact>> historiesById = new(StringComparer.Ordinal);
    private readonly List<StoredCompany> companies = [];
    private readonly List<ReceivedRequest> requests = [];
    private readonly Random random;

    internal Workspace(FakeIntercomOptions options)
    {
        Options = options;
        random = new Random(options.Seed);
        Emails = options.CaseSensitiveEmails ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
    }

    /// <summary>All contacts in the order of their creation, with the archived, deleted and merged ones.</summary>
    public IReadOnlyList<StoredContact> Contacts
    {
        get
        {
            lock (Gate)
            {
                return [.. histories.Select(history => history[^1])];
            }
        }
    }

    /// <summary>All companies in the order of their creation.</summary>
    public IReadOnlyList<StoredCompany> Companies
    {
        get
        {
            lock (Gate)
            {
                return [.. companies];
            }
        }
    }

    /// <summary>The contacts that are neither archived, deleted nor merged.</summary>
    public IReadOnlyList<StoredContact> LiveContacts => [.. Contacts.Where(contact => contact.IsLive)];

    /// <summary>The requests received since the start or the last <see cref="Reset"/>. A request is listed before its answer leaves.</summary>
    public IReadOnlyList<ReceivedRequest> Requests
    {
        get
        {
            lock (Gate)
            {
                return [.. requests];
            }
        }
    }

    internal Lock Gate { get; } = new();

    internal FakeIntercomOptions Options { get; }

    internal StringComparer Emails { get; }

    internal DateTimeOffset Now => Options.TimeProvider.GetUtcNow();

    /// <summary>
    /// The number of live contacts beyond the first of each person. A person is identified by external_id, else by email
    /// (trimmed, any letter case); the UUID of a lead identifies nobody, so a user and a lead with one email are one person.
    /// </summary>
    public int DuplicateCount() => PersonIdentity.CountDuplicates(LiveContacts);

    /// <summary>Puts a contact into the workspace without a request. Searches see it at once.</summary>
    /// <exception cref="ArgumentException">The role is neither <c>user</c> nor <c>lead</c>.</exception>
    public StoredContact Add(
        string role = ContactRoles.User,
        string? externalId = null,
        string? email = null,
        string? name = null,
        string? phone = null,
        StoredContactState state = StoredContactState.Live)
    {
        if (role is not (ContactRoles.User or ContactRoles.Lead))
        {
            throw new ArgumentException($"The role is '{role}'; it must be user or lead.", nameof(role));
        }

        lock (Gate)
        {
            // Old enough for every lag.
            DateTimeOffset created = Now - Options.SearchLag - Options.FindByExternalIdLag - TimeSpan.FromDays(1);
            bool generated = role == ContactRoles.Lead && externalId is null;
            return Insert(new StoredContact
            {
                Id = NewId(),
                Role = role,
                ExternalId = generated ? NewUuid() : externalId,
                ExternalIdIsGenerated = generated,
                Email = email,
                Name = name,
                Phone = phone,
                State = state,
                CreatedAt = created,
                UpdatedAt = created,
            });
        }
    }

    /// <summary>Removes all contacts, companies and requests.</summary>
    public void Reset()
    {
        lock (Gate)
        {
            histories.Clear();
            historiesById.Clear();
            companies.Clear();
            requests.Clear();
        }
    }

    // The members below are called with Gate held.
    internal StoredContact Insert(StoredContact contact)
    {
        List<StoredContact> history = [contact];
        histories.Add(history);
        historiesById.Add(contact.Id, history);
        return contact;
    }

    internal StoredContact Replace(StoredContact contact)
    {
        StoredContact stamped = contact with { UpdatedAt = Now };
        historiesById[contact.Id].Add(stamped);
        return stamped;
    }

    internal StoredCompany Put(StoredCompany company)
    {
        int known = companies.FindIndex(other => other.Id == company.Id);
        if (known < 0)
        {
            companies.Add(company);
        }
        else
        {
            companies[known] = company;
        }

        return company;
    }

    internal StoredContact? Find(string id) => historiesById.TryGetValue(id, out List<StoredContact>? history) ? history[^1] : null;

    internal IEnumerable<StoredContact> Current() => histories.Select(history => history[^1]);

    /// <summary>The live contacts as an index that is <paramref name="lag"/> behind knows them.</summary>
    internal IEnumerable<StoredContact> Indexed(TimeSpan lag)
    {
        DateTimeOffset horizon = Now - lag;
        foreach (List<StoredContact> history in histories)
        {
            StoredContact? row = Options.StaleSearchRows
                ? history.FindLast(state => state.UpdatedAt <= horizon)
                : history[0].UpdatedAt <= horizon ? history[^1] : null;
            if (row is { IsLive: true })
            {
                yield return row;
            }
        }
    }

    internal void Record(ReceivedRequest request) => requests.Add(request);

    internal string NewId()
    {
        Span<byte> bytes = stackalloc byte[12];
        random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    internal string NewUuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString("D", CultureInfo.InvariantCulture);
    }
}
