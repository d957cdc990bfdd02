using System;
using System.Collections.Generic;
using Intercom.Core;
using Intercom.Data;
using Intercom.Factories;

namespace Intercom.Clients;

public class UsersClient : Client
{
    public UsersClient(RestClientFactory factory)
        : base(factory)
    {
    }

    public UsersClient(Authentication authentication)
        : base(new RestClientFactory(authentication))
    {
    }

    public UsersClient(string url, Authentication authentication)
        : base(new RestClientFactory(authentication, url))
    {
    }

    public User Create(User user)
    {
        RequireNotNull(user);
        return string.IsNullOrEmpty(user.user_id) && string.IsNullOrEmpty(user.email)
            ? throw new ArgumentException("you need to provide either 'user.user_id', 'user.email' to create a user.")
            : Post<User>("users", user);
    }

    public User Update(User user)
    {
        RequireNotNull(user);
        return string.IsNullOrEmpty(user.id) && string.IsNullOrEmpty(user.user_id) && string.IsNullOrEmpty(user.email)
            ? throw new ArgumentException("you need to provide either 'user.id', 'user.user_id', 'user.email' to update a user.")
            : Post<User>("users", user);
    }

    public User View(Dictionary<string, string> parameters) => Get<User>("users", parameters);

    public User View(string id) => Get<User>("users/" + Uri.EscapeDataString(id));

    public User View(User user)
    {
        RequireNotNull(user);
        return !string.IsNullOrEmpty(user.id) ? View(user.id)
            : !string.IsNullOrEmpty(user.user_id) ? View(new Dictionary<string, string> { ["user_id"] = user.user_id })
            : !string.IsNullOrEmpty(user.email) ? View(new Dictionary<string, string> { ["email"] = user.email })
            : throw new ArgumentException("you need to provide either 'user.id', 'user.user_id', 'user.email' to view a user.");
    }

    public Users List() => Get<Users>("users");

    public Users List(Dictionary<string, string> parameters) => Get<Users>("users", parameters);

    public Users Scroll(string scrollParam = null) =>
        Get<Users>("users/scroll", scrollParam is null ? null : new Dictionary<string, string> { ["scroll_param"] = scrollParam });

    public User Archive(User user) => Archive(user.id);

    public User Archive(string id) => Delete<User>("users/" + Uri.EscapeDataString(id));

    public User UpdateLastSeenAt(string id) => Post<User>("users", new { id, update_last_request_at = true });

    public User UpdateLastSeenAt(User user) => Post<User>("users", new { user.id, user.user_id, user.email, update_last_request_at = true });

    public User IncrementUserSession(string id) => Post<User>("users", new { id, new_session = true });

    private static void RequireNotNull(User user)
    {
        if (user is null)
        {
            throw new ArgumentNullException(nameof(user));
        }
    }
}
