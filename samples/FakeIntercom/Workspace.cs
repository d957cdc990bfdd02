using System.Globalization;

namespace FakeIntercom;

/// <summary>The contacts of the fake and the requests that it received. Thread-safe.</summary>
public sealed class Workspace
{
    private readonly List<List<StoredContact>> histories = [];
    private readonly Dictionary<string, int> positionsById = new(StringComparer.Ordinal);
    private readonly ContactIndex index;
    private readonly List<StoredCompany> companies = [];
    private readonly RequestLog requests;
    private readonly Random random;

    internal Workspace(FakeIntercomOptions options)
    {
        Options = options;
        random = new Random(options.Seed);
        Emails = options.CaseSensitiveEmails ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
        index = new ContactIndex(Emails);
        requests = new RequestLog(options.KeptRequests);
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

    /// <summary>
    /// The requests received since the start or the last <see cref="Reset"/>, the newest <see cref="FakeIntercomOptions.KeptRequests"/> of them.
    /// A request is listed before its answer leaves.
    /// </summary>
    public IReadOnlyList<ReceivedRequest> Requests
    {
        get
        {
            lock (Gate)
            {
                return [.. requests.Newest];
            }
        }
    }

    /// <summary>The number of requests received since the start or the last <see cref="Reset"/>, kept or not.</summary>
    public int RequestCount
    {
        get
        {
            lock (Gate)
            {
                return requests.Count;
            }
        }
    }

    /// <summary>The number of requests that got each fault since the start or the last <see cref="Reset"/>, kept or not.</summary>
    public IReadOnlyDictionary<FaultKind, int> FaultCounts
    {
        get
        {
            lock (Gate)
            {
                return requests.Faults.ToDictionary();
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
            positionsById.Clear();
            index.Clear();
            companies.Clear();
            requests.Clear();
        }
    }

    // The members below are called with Gate held.
    internal StoredContact Insert(StoredContact contact)
    {
        int position = histories.Count;
        histories.Add([contact]);
        positionsById.Add(contact.Id, position);
        index.Add(position, contact);
        return contact;
    }

    internal StoredContact Replace(StoredContact contact)
    {
        StoredContact stamped = contact with { UpdatedAt = Now };
        int position = positionsById[contact.Id];
        histories[position].Add(stamped);
        index.Add(position, stamped);
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

    internal StoredContact? Find(string id) => positionsById.TryGetValue(id, out int position) ? histories[position][^1] : null;

    internal IEnumerable<StoredContact> Current() => histories.Select(history => history[^1]);

    /// <summary>The contacts that have the identifier, or had it once, as they are now.</summary>
    internal IEnumerable<StoredContact> Current(ContactKey key) => index.Find(key).Select(position => histories[position][^1]);

    /// <summary>The live contacts as an index that is <paramref name="lag"/> behind knows them.</summary>
    internal IEnumerable<StoredContact> Indexed(TimeSpan lag) => Indexed(lag, histories);

    /// <summary>Those of <see cref="Indexed(TimeSpan)"/> that have one of the identifiers, or had it once.</summary>
    internal IEnumerable<StoredContact> Indexed(TimeSpan lag, IEnumerable<ContactKey> keys) =>
        Indexed(lag, keys.SelectMany(index.Find).Distinct().Order().Select(position => histories[position]));

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

    private IEnumerable<StoredContact> Indexed(TimeSpan lag, IEnumerable<List<StoredContact>> among)
    {
        DateTimeOffset horizon = Now - lag;
        foreach (List<StoredContact> history in among)
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
}
